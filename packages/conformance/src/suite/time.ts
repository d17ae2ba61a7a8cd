import assert from "node:assert/strict";
import { section } from "./check.ts";

const { check, checks } = section("2. The clock");
export const timeChecks = checks;

const HOUR = 3_600_000;

check("a clock at zero: it registers, and is then set by `serverTime`", { needs: ["power"] }, async (rig) => {
  // Without power it has forgotten what time it was.
  const session = await rig.restart();
  assert.equal(session.sent("status")[0]?.status.clock, "relay");
  await rig.expectDone("unlock");
});

check(
  "a certificate that began after the firmware was built: the clock at zero finds it valid all the same",
  { from: "blank" },
  async (rig) => {
    const { authority, bench } = rig.common;
    rig.relay.become(await authority.issue(bench.host, { from: new Date(Date.now() - 30_000) }));
    await rig.setUp();
    await rig.expectDone("unlock");
  },
);

check("a real-time clock that reads an hour behind", { needs: ["clock", "power"] }, async (rig) => {
  await rig.device.power.off();
  await rig.device.clock.set({ offsetMs: -HOUR });
  const opened = rig.nextSession();
  await rig.device.power.on();
  await opened;
  await rig.expectDone("unlock");
});

check(
  "a real-time clock that reads an hour ahead: it registers, refuses what seems old, and is right once the clock is",
  { needs: ["clock", "power"] },
  async (rig) => {
    await rig.device.power.off();
    await rig.device.clock.set({ offsetMs: HOUR });
    const opened = rig.nextSession();
    await rig.device.power.on();
    await opened;
    const { error } = await rig.command("unlock");
    assert(error === undefined || error === "stale", error);
    await rig.device.clock.set({});
    await rig.expectDone("unlock");
  },
);

check(
  "a real-time clock that runs backwards does not turn the device's back",
  { needs: ["clock", "time"] },
  async (rig) => {
    const before = (await rig.expectDone("status")).iat;
    await rig.device.clock.set({ rate: -1 });
    await rig.pass(30_000);
    const { iat } = await rig.expectDone("status");
    assert(iat >= before + 25, `${iat} after ${before}`);
  },
);

check(
  "`serverTime` never sets it to before the last time saved, also after a restart",
  { needs: ["power"] },
  async (rig) => {
    const before = (await rig.expectDone("status")).iat;
    await rig.device.power.off();
    rig.relay.offsetMs -= 6 * HOUR;
    const opened = rig.nextSession();
    await rig.device.power.on();
    await opened;
    const { iat, error } = await rig.command("unlock");
    assert.equal(error, "stale");
    assert(iat >= before - 5, `${iat} after ${before}`);
  },
);

check("nor to before the firmware was built", { from: "blank" }, async (rig) => {
  rig.relay.offsetMs = Date.UTC(2020, 0, 1) - Date.now();
  await rig.setUp();
  const { iat, error } = await rig.command("unlock");
  assert.equal(error, "stale");
  assert(iat > Date.UTC(2026, 0, 1) / 1000, new Date(iat * 1000).toISOString());
});

check("it is saved each hour", { needs: ["power", "time"] }, async (rig) => {
  for (let passed = 0; passed < 3; passed++) {
    const opened = rig.nextSession();
    rig.session.cut();
    await rig.skip(HOUR);
    await rig.comeBack(opened);
  }
  const before = rig.client.nowSeconds();
  await rig.device.power.off();
  rig.relay.offsetMs -= 12 * HOUR;
  const opened = rig.nextSession();
  await rig.device.power.on();
  await opened;
  const { iat } = await rig.command("unlock");
  assert(iat >= before - 3700, `${(before - iat) / 60} minutes were lost`);
});

check(
  "a person at the cable can set right what a relay with a wrong clock did",
  { needs: ["power"] },
  async (rig) => {
    await rig.device.power.off();
    rig.relay.offsetMs += 48 * HOUR;
    let opened = rig.nextSession();
    await rig.device.power.on();
    await opened;
    rig.relay.offsetMs -= 48 * HOUR;
    opened = rig.nextSession();
    const params = { settings: { doorId: "back" }, password: rig.client.password };
    assert("result" in (await rig.serial.call("device.configure", params)));
    await opened;
    await rig.expectDone("unlock");
  },
);
