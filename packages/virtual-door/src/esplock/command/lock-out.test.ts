import type { Command } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { Rig, until } from "../testing/rig.ts";
import { lockOutSeconds } from "./password-guard.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const wrong = { password: "wrong password" };

async function fail(rig: Rig, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect((await rig.command(UNLOCK, wrong)).error).toBe("bad-password");
  }
}

describe("lock-out", () => {
  test("begins at the fifth failure, doubles with each further one, and ends at an hour", () => {
    expect([4, 5, 6, 7, 11, 12, 13, 250].map(lockOutSeconds)).toEqual([
      0, 30, 60, 120, 1920, 3600, 3600, 3600,
    ]);
  });

  test("refuses the right password as well as a wrong one, and says the same", async () => {
    const rig = await Rig.online();
    await fail(rig, 5);
    const right = await rig.command(UNLOCK);
    const answer = await rig.command(UNLOCK, wrong);
    expect(right).toEqual({ ...answer, sub: right.sub });
    expect(right.error).toBe("locked-out");
    await rig.advance(29_000);
    expect((await rig.command(UNLOCK)).error).toBe("locked-out");
    await rig.advance(1_000);
    // Tries during the lock-out did not count.
    await fail(rig, 1);
    await rig.advance(59_000);
    expect((await rig.command(UNLOCK)).error).toBe("locked-out");
    await rig.advance(1_000);
    expect((await rig.command(UNLOCK)).code).toBe(200);
    await fail(rig, 4);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("survives restarts and power cuts: each begins it anew", async () => {
    const rig = await Rig.online();
    await fail(rig, 3);
    rig.reboot();
    await rig.untilOnline();
    await fail(rig, 2);
    for (const keepsClock of [true, false]) {
      rig.reboot(keepsClock);
      await rig.untilOnline();
      expect((await rig.command(UNLOCK)).error).toBe("locked-out");
    }
    await rig.advance(30_000);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("is one for socket and cable", async () => {
    const rig = await Rig.online();
    await fail(rig, 3);
    const configure = { settings: { relockSeconds: 9 }, ...wrong };
    for (let time = 0; time < 2; time++) {
      expect(await rig.call("device.configure", configure)).toMatchObject({
        error: { data: { error: "bad-password" } },
      });
    }
    for (const method of ["device.configure", "device.reset"]) {
      const params = method === "device.reset" ? { password: "x" } : configure;
      expect(await rig.call(method, params)).toMatchObject({
        error: { code: -32001, data: { error: "locked-out" } },
      });
    }
    expect((await rig.command(UNLOCK)).error).toBe("locked-out");
  });

  test("guesses sent at once are counted one by one", async () => {
    const rig = await Rig.online();
    const guesses = await Promise.all(Array.from({ length: 8 }, () => rig.client.seal(UNLOCK, wrong)));
    for (const { jwe, jti } of guesses) rig.relay.socket?.say({ type: "command", id: jti, jwe });
    await until(() => rig.relay.socket?.sent("result").length === 8);
    expect((await rig.command(UNLOCK)).error).toBe("locked-out");
    const events = rig.relay.socket?.sent("event") ?? [];
    expect(events.filter(({ event }) => event === "locked-out")).toMatchObject([{ detail: { seconds: 30 } }]);
  });

  test("a failure that cannot be stored opens nothing and reveals nothing", async () => {
    const rig = await Rig.online();
    rig.nvs.broken = true;
    for (let time = 0; time < 10; time++) {
      expect((await rig.command(UNLOCK, wrong)).error).toBe("failed");
    }
    expect(rig.bolt).toEqual([false]);
    expect(rig.crash).toBeUndefined();
  });
});
