import assert from "node:assert/strict";
import { randomBase64url } from "@openlock/protocol";
import { section } from "./check.ts";
import { DOOR } from "./rig.ts";

const { check, checks } = section("1. What a sealed command does");
export const commandChecks = checks;

check(
  "`unlock` unlocks, and locks again by itself after `seconds`",
  { needs: ["bolt", "time"] },
  async (rig) => {
    const { state } = await rig.expectDone("unlock", { seconds: 7 });
    assert.equal(state.lock, "unlocked");
    assert.equal(state.mode, "normal");
    assert(Math.abs((state.until ?? 0) - rig.client.nowSeconds() - 7) <= 2, "`until` is when it locks");
    await rig.boltIs(true);
    await rig.pass(6_000);
    assert.equal(rig.device.bolt.drawn, true, "six seconds later");
    await rig.pass(1_500);
    await rig.boltIs(false, "seven seconds later");
  },
);

check(
  "`unlock` without `seconds` locks again after the device's setting",
  { needs: ["bolt", "time"], settings: { relockSeconds: 3 } },
  async (rig) => {
    await rig.expectDone("unlock");
    await rig.pass(2_000);
    assert.equal(rig.device.bolt.drawn, true);
    await rig.pass(1_500);
    await rig.boltIs(false);
  },
);

check("`unlock` in a second of real time", {}, async (rig) => {
  const { state } = await rig.expectDone("unlock", { seconds: 1 });
  assert.equal(state.lock, "unlocked");
  await rig.watch.until(
    () => rig.session.sent("status").at(-1)?.status.lock === "locked",
    "the status that says it is locked again",
  );
});

check("`lock` locks", {}, async (rig) => {
  await rig.expectDone("unlock", { seconds: 3600 });
  const { state } = await rig.expectDone("lock");
  assert.deepEqual([state.lock, state.mode, state.until], ["locked", "normal", undefined]);
});

check("`hold` stays unlocked until that time", { needs: ["bolt", "time"] }, async (rig) => {
  const until = rig.client.nowSeconds() + 40;
  const { state } = await rig.expectDone("hold", { until });
  assert.deepEqual([state.lock, state.mode, state.until], ["unlocked", "held", until]);
  await rig.pass(35_000);
  assert.equal(rig.device.bolt.drawn, true);
  await rig.pass(7_000);
  await rig.boltIs(false);
});

check("`lock` ends a hold", {}, async (rig) => {
  await rig.expectDone("hold", { until: rig.client.nowSeconds() + 600 });
  const { state } = await rig.expectDone("lock");
  assert.deepEqual([state.lock, state.mode], ["locked", "normal"]);
});

check("a hold does not come back after a restart", { needs: ["bolt", "power"] }, async (rig) => {
  await rig.expectDone("hold", { until: rig.client.nowSeconds() + 3600 });
  const session = await rig.restart();
  assert.equal(rig.device.bolt.drawn, false);
  assert.equal(session.sent("status")[0]?.status.lock, "locked");
});

check("`hold` until a time that is over: `invalid-arguments`", {}, async (rig) => {
  await rig.expectError("invalid-arguments", "hold", { until: rig.client.nowSeconds() - 5 });
});

check("`lockdown` locks, and refuses `unlock` and `hold` until an `on: false`", {}, async (rig) => {
  await rig.expectDone("unlock", { seconds: 3600 });
  const { state } = await rig.expectDone("lockdown", { on: true });
  assert.deepEqual([state.lock, state.mode], ["locked", "lockdown"]);
  await rig.expectError("in-lockdown", "unlock");
  await rig.expectError("in-lockdown", "hold", { until: rig.client.nowSeconds() + 60 });
  await rig.expectDone("lockdown", { on: false });
  assert.equal((await rig.expectDone("unlock")).state.lock, "unlocked");
});

check("a lockdown survives a restart", { needs: ["power"] }, async (rig) => {
  await rig.expectDone("lockdown", { on: true });
  const session = await rig.restart();
  assert.equal(session.sent("status")[0]?.status.mode, "lockdown");
  await rig.expectError("in-lockdown", "unlock");
});

check("`status` answers with the status document, sealed", {}, async (rig) => {
  const { status, state } = await rig.expectDone("status");
  assert(status !== undefined);
  assert.equal(status.boot, rig.client.door.boot);
  assert.equal(status.firmware, rig.client.door.firmware.version);
  assert.equal(status.chip, rig.client.door.firmware.chip);
  assert.equal(status.lock, state.lock);
  assert.notEqual(status.clock, "unset");
});

check("the answer to anything else has no `status`", {}, async (rig) => {
  assert.equal((await rig.expectDone("lock")).status, undefined);
});

check("`identify` changes nothing at the door", {}, async (rig) => {
  const { state } = await rig.expectDone("identify");
  assert.equal(state.lock, "locked");
});

check("`restart` answers, then restarts, with another boot nonce", {}, async (rig) => {
  const { boot } = rig.client.door;
  const opened = rig.nextSession();
  await rig.expectDone("restart");
  const session = await opened;
  assert.notEqual(session.sent("status")[0]?.status.boot, boot);
  assert.notEqual(rig.client.door.boot, boot);
});

check("without `args` stands for none", {}, async (rig) => {
  await rig.expectDone("lock", undefined);
});

check("the answer's `sub` is the command's `jti`, its `iat` the device's clock", {}, async (rig) => {
  const sealed = await rig.client.seal("lock");
  const claims = await rig.opened(sealed);
  assert.equal(claims.sub, sealed.jti);
  assert(Math.abs(claims.iat - rig.client.nowSeconds()) <= 5);
});

check("a command for another door is not opened, though it is sealed to this key", {}, async (rig) => {
  await rig.expectUnopened(await rig.client.seal("unlock", {}, { claims: { aud: "back" } }));
  assert.equal(rig.client.door.doorId, DOOR);
});

check("a command with another `kid` is not opened", {}, async (rig) => {
  await rig.expectUnopened(await rig.client.seal("unlock", {}, { header: { kid: randomBase64url(32) } }));
});
