import type { Command } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { NetworkError } from "../../chip/services.ts";
import { BUILT_AT, PRESENT, Rig, until } from "../testing/rig.ts";
import { NVS_KEYS } from "./nvs-keys.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const HOUR = 3_600_000;

describe("the clock", () => {
  test.each([
    ["at zero", -PRESENT],
    ["an hour slow", -HOUR],
    ["an hour fast", HOUR],
  ])("%s at boot: registers, then behaves", async (_, rtcOffset) => {
    const rig = await Rig.online({}, (rig) => {
      rig.rtcOffset = rtcOffset;
    });
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("running backwards: behaves", async () => {
    const rig = await Rig.online({}, (rig) => {
      rig.rtcRate = -1;
    });
    await rig.advance(HOUR);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("running too fast: refuses as stale until the relay has told it the time, and unlocks nothing late", async () => {
    const rig = await Rig.online({}, (rig) => {
      rig.rtcRate = 2;
    });
    await rig.advance(120_000);
    expect((await rig.command(UNLOCK)).error).toBe("stale");
    rig.relay.socket?.say({ type: "welcome", serverTime: rig.now(), keepAliveSeconds: 10 });
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("is not set to before the build time", async () => {
    const rig = await Rig.fresh((rig) => {
      rig.relay.now = () => 1_000;
    });
    await rig.setUp();
    await rig.untilOnline();
    const { iat, error } = await rig.command(UNLOCK, { now: BUILT_AT - 3_600_000 });
    expect(iat).toBeGreaterThanOrEqual(BUILT_AT / 1000);
    expect(error).toBe("stale");
  });

  test("is not set to before the time last saved, which TLS has from the first moment", async () => {
    const rig = await Rig.online();
    const saved = rig.now();
    rig.relay.now = () => BUILT_AT;
    rig.reboot();
    await rig.untilOnline();
    expect((await rig.command({ command: "status", args: {} }, { now: saved })).iat).toBeGreaterThanOrEqual(
      Math.floor(saved / 1000),
    );
  });

  test("a server whose clock was far ahead has not spoilt the device for good: the cable puts it right", async () => {
    const rig = await Rig.fresh((rig) => {
      rig.relay.now = () => PRESENT + 50 * 365 * 24 * HOUR;
    });
    await rig.setUp();
    await rig.untilOnline();
    rig.relay.now = () => rig.now();
    rig.reboot();
    await rig.untilOnline();
    expect((await rig.command(UNLOCK)).error).toBe("stale");
    const params = { settings: { server: { url: "https://other.example" } }, password: rig.client.password };
    expect(await rig.call("device.configure", params)).toMatchObject({ result: { restarting: true } });
    rig.reboot();
    await rig.untilOnline();
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("drifts back only as far as a crystal drifts", async () => {
    const rig = await Rig.online();
    await rig.advance(24 * HOUR);
    const lie = rig.now() - 30_000;
    rig.relay.socket?.say({ type: "welcome", serverTime: lie, keepAliveSeconds: 10 });
    const { iat } = await rig.command({ command: "status", args: {} });
    expect(rig.now() / 1000 - iat).toBeLessThan(10);
  });

  test("a certificate that begins later than the build time gets a new device to its relay, but sets nothing", async () => {
    const rig = await Rig.fresh();
    const times: number[] = [];
    rig.relay.onRegister = () => {
      times.push(rig.relay.requests.length);
      if (times.length > 1) return undefined;
      throw new NetworkError("certificate-not-yet-valid", "not yet", undefined, PRESENT - HOUR);
    };
    await rig.setUp();
    await until(() => times.length === 1);
    await rig.advance(1);
    await rig.untilOnline();
    expect(times).toHaveLength(2);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("a certificate that stays in the future is tried again later, not in a circle", async () => {
    const rig = await Rig.fresh();
    let tries = 0;
    rig.relay.onRegister = () => {
      tries++;
      throw new NetworkError("certificate-not-yet-valid", "not yet", undefined, PRESENT);
    };
    await rig.setUp();
    await until(() => tries === 1);
    await rig.advance(0);
    await until(() => rig.log.includes("is not valid yet"));
    expect(tries).toBe(2);
  });

  test("the time is saved, so that a power cut does not take it", async () => {
    const rig = await Rig.online();
    await rig.advance(HOUR);
    const saved = Number(new TextDecoder().decode(rig.nvs.get(NVS_KEYS.clock)));
    expect(rig.now() - saved).toBeLessThan(2_000);
  });
});
