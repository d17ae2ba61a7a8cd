import assert from "node:assert/strict";
import { section } from "../check.ts";
import type { Rig } from "../rig.ts";
import { Updates } from "./updates.ts";

const { check, checks } = section("5. Updates: the trial");
export const trialChecks = checks;

const CONFIRM_MS = 120_000;
/** Time that passes by itself, and in the steps in which it is looked at. */
const TOLERANCE_MS = 15_000;

/** Offers an image that the relay will not know; it has been started then. */
async function startUnknown(rig: Rig<"images">) {
  const updates = await Updates.of(rig);
  const before = updates.running;
  const version = updates.above();
  rig.relay.onRegister = ({ firmware }) => (firmware.version === version ? { status: 503 } : undefined);
  const id = await updates.offer({ version });
  await updates.until(() => updates.running === version, "the new image");
  return { updates, id, before, version, startedAt: rig.relay.now() };
}

interface Tried {
  readonly updates: Updates;
  readonly id: string;
  readonly before: string;
}

async function expectRolledBack(rig: Rig, { updates, id, before }: Tried): Promise<void> {
  rig.relay.onRegister = undefined;
  await updates.expectEnd(id, "rolled-back");
  assert.equal(updates.running, before);
  await rig.expectDone("unlock");
  await rig.expectDone("lock");
}

check(
  "one that does not reach the relay within 120 s goes for the image before, which has its settings and its key, and says so",
  { needs: ["images", "time"] },
  async (rig) => {
    const key = rig.client.door.publicKey;
    const trial = await startUnknown(rig);
    const { updates, before, version, startedAt } = trial;
    await updates.until(() => updates.running === before, "the image before");
    const after = rig.relay.now() - startedAt;
    assert(after > CONFIRM_MS - TOLERANCE_MS, `after ${after} ms`);
    // What boots tries at once.
    assert(after < CONFIRM_MS + 2 * TOLERANCE_MS, `after ${after} ms`);
    assert.deepEqual(rig.client.door.publicKey, key);
    await expectRolledBack(rig, trial);
    await updates.expectUpdated({ version });
  },
);

check("one that reaches it late, within 120 s, is kept", { needs: ["images", "time"] }, async (rig) => {
  const { updates, id, version, startedAt } = await startUnknown(rig);
  await updates.until(() => rig.relay.now() - startedAt > 20_000, "some time");
  rig.relay.onRegister = undefined;
  await updates.expectEnd(id, "done");
  await rig.pass(CONFIRM_MS + TOLERANCE_MS);
  assert.equal(updates.running, version);
});

check(
  "a restart before it has reached the relay gives it up",
  { needs: ["images", "time", "reset", "power"] },
  async (rig) => {
    const trial = await startUnknown(rig);
    await rig.device.reset.press();
    await expectRolledBack(rig, trial);
    const again = await startUnknown(rig);
    await rig.device.power.off();
    await rig.device.power.on();
    await expectRolledBack(rig, again);
  },
);

for (const [kind, what] of [
  ["crashes", "one that crashes"],
  ["forgets", "one that finds no settings to reach a relay with"],
  ["starts-not", "one that the chip cannot start"],
] as const) {
  check(`${what}: the image before runs again`, { needs: ["images", "time"] }, async (rig) => {
    const updates = await Updates.of(rig);
    const before = updates.running;
    const version = updates.above();
    const id = await updates.offer({ version, image: rig.device.images.make(version, kind) });
    await expectRolledBack(rig, { updates, id, before });
  });
}

check(
  "kept for good: it runs after power cuts, and its end is told once",
  { needs: ["images", "power"] },
  async (rig) => {
    const updates = await Updates.of(rig);
    const version = updates.above();
    const id = await updates.expectUpdated({ version });
    for (let cut = 0; cut < 2; cut++) {
      await rig.restart();
      await rig.settle();
      assert.equal(updates.running, version);
      assert.deepEqual(updates.results(id), ["done"]);
    }
    await updates.expectUpdated({ version: updates.above() });
  },
);
