import assert from "node:assert/strict";
import { section } from "./check.ts";
import type { Rig } from "./rig.ts";

const { check, checks } = section("1. Replays and withheld commands");
export const replayChecks = checks;

check("`jti` unseen: a command sent again is `replayed`, and does nothing", {}, async (rig) => {
  const sealed = await rig.client.seal("unlock", { seconds: 600 });
  assert.equal((await rig.opened(sealed)).code, 200);
  await rig.expectDone("lock");
  const { code, error, state } = await rig.opened(sealed);
  assert.deepEqual([code, error, state.lock], [400, "replayed", "locked"]);
});

check("the same `jti` in another sealing is `replayed` as well", {}, async (rig) => {
  const sealed = await rig.client.seal("lock");
  await rig.opened(sealed);
  await rig.expectError("replayed", "unlock", {}, { claims: { jti: sealed.jti } });
});

check("a command of which the answer never came is not run again after another session", {}, async (rig) => {
  const sealed = await rig.client.seal("unlock", { seconds: 600 });
  await rig.opened(sealed);
  await rig.expectDone("lock");
  const opened = rig.nextSession();
  rig.session.cut();
  await opened;
  assert.equal((await rig.opened(sealed)).error, "replayed");
});

check(
  "a `jti` is kept for 120 s: as long as its command can be in time",
  { needs: ["time", "bolt"] },
  async (rig) => {
    const now = rig.client.nowSeconds();
    const sealed = await rig.client.seal(
      "unlock",
      { seconds: 1 },
      { claims: { iat: now + 55, exp: now + 115 } },
    );
    assert.equal((await rig.opened(sealed)).code, 200);
    for (let passed = 0; passed < 150; passed += 10) {
      await rig.pass(10_000);
      const { error } = await rig.opened(sealed);
      assert(error === "replayed" || error === "stale", `after ${passed + 10} s: ${error}`);
      assert.equal(rig.device.bolt.drawn, false);
    }
  },
);

check("after a restart the old command is `rebooted`", { needs: ["power", "bolt"] }, async (rig) => {
  const sealed = await rig.client.seal("unlock", { seconds: 600 });
  await rig.opened(sealed);
  await rig.restart();
  assert.equal((await rig.opened(sealed)).error, "rebooted");
  assert.equal(rig.device.bolt.drawn, false);
});

check("the same after the reset button, where the clock runs on", { needs: ["reset"] }, async (rig) => {
  const sealed = await rig.client.seal("unlock");
  await rig.opened(sealed);
  const opened = rig.nextSession();
  await rig.device.reset.press();
  await opened;
  assert.equal((await rig.opened(sealed)).error, "rebooted");
});

/** The relay holds a command back, and tells the time of when it was made. */
async function withheld(rig: Rig<"time" | "bolt">) {
  const sealed = await rig.client.seal("unlock", { seconds: 600 });
  await rig.pass(25_000);
  return sealed;
}

check(
  "a withheld command: a relay that lies about the time in its next `welcome` gets nothing",
  { needs: ["time", "bolt"] },
  async (rig) => {
    const sealed = await withheld(rig);
    rig.relay.offsetMs -= 25_000;
    const opened = rig.nextSession();
    rig.session.cut();
    await rig.comeBack(opened);
    assert.equal((await rig.opened(sealed)).error, "stale");
    assert.equal(rig.device.bolt.drawn, false);
  },
);

check(
  "a withheld command: nor does one that lies after a restart",
  { needs: ["time", "bolt", "power"] },
  async (rig) => {
    const sealed = await withheld(rig);
    await rig.device.power.off();
    rig.relay.offsetMs -= 25_000;
    const opened = rig.nextSession();
    await rig.device.power.on();
    await opened;
    assert.equal((await rig.opened(sealed)).error, "rebooted");
    assert.equal(rig.device.bolt.drawn, false);
  },
);

check(
  "a clock that was set does not run backwards, whatever `serverTime` says",
  { needs: ["time"] },
  async (rig) => {
    const before = (await rig.expectDone("status")).iat;
    rig.relay.offsetMs -= 3_600_000;
    const opened = rig.nextSession();
    rig.session.cut();
    await rig.comeBack(opened);
    const { iat, error } = await rig.command("status");
    assert.equal(error, "stale", "to a relay's client whose clock is an hour behind");
    assert(iat >= before - 1, `${iat} after ${before}`);
  },
);
