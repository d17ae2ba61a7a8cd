import assert from "node:assert/strict";
import { CLOSE } from "@openlock/protocol";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("3. Coming back");
export const reconnectChecks = checks;

/** Lets that much time pass with the relay refusing, and counts how often it was asked. */
async function triesWithin(rig: Rig<"time">, seconds: number): Promise<number> {
  const before = rig.relay.upgrades.length + rig.relay.registrations.length;
  for (let passed = 0; passed < seconds; passed++) {
    await rig.tick(1_000);
  }
  return rig.relay.upgrades.length + rig.relay.registrations.length - before;
}

check(
  "backoff: at most 1 s before the first try, and no more than one a minute in the end, with jitter",
  { needs: ["time"] },
  async (rig) => {
    rig.relay.onRegister = () => ({ status: 503 });
    rig.relay.onUpgrade = () => ({ status: 503 });
    rig.session.cut();
    const soon = await triesWithin(rig, 3);
    assert(soon >= 1, "within the first seconds");
    const first = await triesWithin(rig, 57);
    assert(first <= 30, `${first} tries within the first minute`);
    await triesWithin(rig, 120);
    const late = await triesWithin(rig, 240);
    assert(late >= 2, `${late} tries within four minutes`);
    assert(late <= 30, `${late} tries within four minutes`);
  },
);

check("after a minute without a relay it is back within the minute", { needs: ["time"] }, async (rig) => {
  rig.relay.onUpgrade = () => ({ status: 503 });
  rig.session.cut();
  await triesWithin(rig, 60);
  rig.relay.onUpgrade = undefined;
  const opened = rig.nextSession();
  await rig.comeBack(opened);
  await rig.expectDone("unlock");
});

check("devices do not come back in step: the waits of one differ", { needs: ["time"] }, async (rig) => {
  rig.relay.onRegister = () => ({ status: 503 });
  const waits: number[] = [];
  let last = rig.relay.now();
  rig.relay.onUpgrade = () => {
    waits.push(rig.relay.now() - last);
    last = rig.relay.now();
    return { status: 503 };
  };
  rig.relay.onRegister = () => {
    waits.push(rig.relay.now() - last);
    last = rig.relay.now();
    return { status: 503 };
  };
  rig.session.cut();
  await triesWithin(rig, 200);
  assert(new Set(waits.map((wait) => Math.round(wait / 100))).size > 2, waits.join(", "));
  assert(
    waits.every((wait) => wait <= 63_000),
    waits.join(", "),
  );
});

for (const [code, what] of [
  [CLOSE.sessionExpired, "4002 session expired: registers anew"],
  [1001, "1001: comes back"],
  [1011, "1011: comes back"],
] as const) {
  check(what, { needs: ["time"] }, async (rig) => {
    const opened = rig.nextSession();
    rig.session.close(code);
    await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end");
    await rig.comeBack(opened);
    assert.equal(rig.relay.registrations.length, code === CLOSE.sessionExpired ? 2 : 1);
    await rig.expectDone("unlock");
  });
}

check("4001 replaced by a newer session: does not take it back at once", { needs: ["time"] }, async (rig) => {
  rig.session.close(CLOSE.replaced);
  await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end");
  assert.equal(await triesWithin(rig, 5), 0);
  const opened = rig.nextSession();
  await rig.comeBack(opened);
});

check(
  "4003 banned or removed: says so, and asks again only after a good while",
  { needs: ["time"] },
  async (rig) => {
    rig.session.close(CLOSE.removed);
    const { trouble } = await rig.untilInfo((info) => info.trouble !== undefined, "the trouble");
    assert.equal(trouble?.code, "removed");
    assert.equal(await triesWithin(rig, 20), 0);
  },
);

check("Wi-Fi that goes and comes back", { needs: ["air", "time"] }, async (rig) => {
  const opened = rig.nextSession();
  await rig.device.air.wifi(false);
  await rig.watch.until(() => rig.relay.session?.closed !== undefined, "the end");
  const { trouble, stage } = await rig.untilInfo((info) => info.stage === "wifi", "looking for Wi-Fi");
  assert.equal(stage, "wifi");
  assert(trouble === undefined || trouble.code.startsWith("wifi-"), trouble?.code);
  await triesWithin(rig, 10);
  await rig.device.air.wifi(true);
  await rig.comeBack(opened);
  await rig.expectDone("unlock");
});

check(
  "packets that vanish: the session ends by silence, and it comes back when they arrive again",
  { needs: ["air", "time"] },
  async (rig) => {
    const opened = rig.nextSession();
    await rig.device.air.packets(false);
    for (let passed = 0; passed < 60; passed += 5) {
      await rig.skip(5_000);
      await rig.info();
    }
    await rig.device.air.packets(true);
    await rig.comeBack(opened);
    await rig.expectDone("unlock");
  },
);

check("a command that came before the session ended is not answered in the next one", {}, async (rig) => {
  const sealed = await rig.client.seal("lock");
  const opened = rig.nextSession();
  rig.session.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
  rig.session.cut();
  const session = await opened;
  await rig.expectDone("lock");
  assert(session.sent("result").every(({ id }) => id !== sealed.jti));
});
