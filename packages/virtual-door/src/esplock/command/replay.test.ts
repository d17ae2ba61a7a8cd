import type { Command } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { opened } from "../testing/fake-relay.ts";
import { Rig } from "../testing/rig.ts";
import { REPLAY_CAPACITY } from "./replay-memory.ts";

const UNLOCK: Command = { command: "unlock", args: {} };
const MINUTE = 60_000;

async function again(rig: Rig, sealed: { jwe: string; jti: string; reply: string }) {
  return opened(await rig.deliver(sealed.jwe, sealed.jti), sealed);
}

describe("replay", () => {
  test("a command runs once, at the same moment or a little later", async () => {
    const rig = await Rig.online();
    const sealed = await rig.client.seal(UNLOCK, { lifetimeSeconds: 60 });
    rig.relay.socket?.say({ type: "command", id: sealed.jti, jwe: sealed.jwe });
    expect((await rig.deliver(sealed.jwe, sealed.jti)).code).toBe(200);
    expect((await again(rig, sealed)).error).toBe("replayed");
    await rig.advance(50_000);
    expect((await again(rig, sealed)).error).toBe("replayed");
    expect(rig.bolt).toEqual([false, true, false]);
  });

  test("a relay that turns the clock back, once the device has forgotten the command, gets nothing", async () => {
    const rig = await Rig.online();
    const sealed = await rig.client.seal(UNLOCK, { lifetimeSeconds: 60 });
    const then = rig.now();
    expect((await again(rig, sealed)).code).toBe(200);
    await rig.advance(3 * MINUTE);
    rig.relay.now = () => then;
    rig.relay.socket?.say({ type: "welcome", serverTime: then, keepAliveSeconds: 10 });
    expect((await again(rig, sealed)).error).toBe("stale");
    // Neither does one that has the device register anew.
    rig.relay.socket?.drop(4002);
    await rig.advance(2_000);
    await rig.untilOnline();
    expect((await again(rig, sealed)).error).toBe("stale");
    expect(rig.bolt).toEqual([false, true, false]);
  });

  test("a command held back, the device restarted, the time lied about: rebooted", async () => {
    const rig = await Rig.online();
    const sealed = await rig.client.seal(UNLOCK, { lifetimeSeconds: 60 });
    const then = rig.now();
    await rig.advance(20 * MINUTE);
    rig.relay.now = () => then;
    rig.reboot();
    await rig.untilOnline();
    expect((await again(rig, sealed)).error).toBe("rebooted");
    expect(rig.bolt).toEqual([false]);
  });

  test("a command that was run, and again after a restart: rebooted", async () => {
    const rig = await Rig.online();
    const sealed = await rig.client.seal(UNLOCK, { lifetimeSeconds: 60 });
    expect((await again(rig, sealed)).code).toBe(200);
    rig.reboot(true);
    await rig.untilOnline();
    expect((await again(rig, sealed)).error).toBe("rebooted");
    expect(rig.bolt).toEqual([false, true, false]);
  });

  test("a command held back in the same boot is stale when its time is over, by a clock that stands still too", async () => {
    const rig = await Rig.online({}, (rig) => {
      rig.rtcRate = -1;
    });
    const sealed = await rig.client.seal(UNLOCK);
    await rig.advance(20_000);
    expect((await again(rig, sealed)).error).toBe("stale");
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("a memory full of commands that could be replayed refuses new ones, and forgets none", async () => {
    const rig = await Rig.online();
    const first = await rig.client.seal(UNLOCK, { lifetimeSeconds: 60 });
    expect((await again(rig, first)).code).toBe(200);
    // Strangers fill it: their commands are remembered before their password is looked at.
    for (let sent = 1; sent < REPLAY_CAPACITY; sent++) {
      const { jwe, jti } = await rig.client.seal(UNLOCK, { password: "wrong password" });
      await rig.deliver(jwe, jti);
    }
    expect((await rig.command(UNLOCK)).error).toBe("failed");
    expect((await again(rig, first)).error).toBe("replayed");
    await rig.advance(120_000);
    expect((await rig.command(UNLOCK)).code).toBe(200);
  });

  test("a stranger's command with a late iat shuts nobody out", async () => {
    const rig = await Rig.online();
    const ahead = await rig.client.seal(UNLOCK, { password: "wrong password", now: rig.now() + 59_000 });
    expect((await again(rig, ahead)).error).toBe("bad-password");
    await rig.advance(120_000);
    const slow = await rig.command(UNLOCK, { now: rig.now() - 59_000, lifetimeSeconds: 60 });
    expect(slow.code).toBe(200);
  });
});
