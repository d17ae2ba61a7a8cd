import type { Command, FailSafe } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { unreachable } from "../testing/fake-relay.ts";
import { Rig, until } from "../testing/rig.ts";

const UNLOCK: Command = { command: "unlock", args: { seconds: 10 } };
const LOCK: Command = { command: "lock", args: {} };
const lockdown = (on: boolean): Command => ({ command: "lockdown", args: { on } });
const hold = (rig: Rig, seconds: number): Command => ({
  command: "hold",
  args: { until: Math.floor(rig.now() / 1000) + seconds },
});
const events = (rig: Rig) => rig.relay.sockets.flatMap((socket) => socket.sent("event"));
const HOUR = 3_600_000;

describe("hold and lockdown", () => {
  test("held until its time, and an unlock in between does not shorten it", async () => {
    const rig = await Rig.online();
    const command = hold(rig, 600);
    const { state } = await rig.command(command);
    expect(state).toMatchObject({
      lock: "unlocked",
      mode: "held",
      until: (command.args as { until: number }).until,
    });
    await rig.command(UNLOCK);
    await rig.advance(599_000);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1_000);
    expect(rig.bolt).toEqual([false, true, false]);
  });

  test("a hold of months outlives no timer's range", async () => {
    const rig = await Rig.online();
    await rig.command(hold(rig, 60 * 86_400));
    await rig.advance(2 * HOUR);
    expect(rig.unlocked).toBe(true);
    await rig.command(LOCK);
    expect(rig.unlocked).toBe(false);
  });

  test("a clock that is set forward ends a hold", async () => {
    const rig = await Rig.online();
    await rig.command(hold(rig, 600));
    const serverTime = rig.now() + 601_000;
    rig.relay.socket?.say({ type: "welcome", serverTime, keepAliveSeconds: 10 });
    expect(rig.unlocked).toBe(false);
  });

  test("lockdown locks, ends a hold, refuses unlock and hold, and stays through a restart", async () => {
    const rig = await Rig.online();
    await rig.command(hold(rig, 600));
    expect((await rig.command(lockdown(true))).state).toMatchObject({ lock: "locked", mode: "lockdown" });
    const refuses = async () => {
      expect((await rig.command(UNLOCK)).error).toBe("in-lockdown");
      expect((await rig.command(hold(rig, 60))).error).toBe("in-lockdown");
      expect((await rig.command(LOCK)).code).toBe(200);
    };
    await refuses();
    rig.reboot();
    await rig.untilOnline();
    await refuses();
    expect((await rig.command(lockdown(false))).state).toMatchObject({ lock: "locked", mode: "normal" });
    expect((await rig.command(UNLOCK)).code).toBe(200);
    expect(rig.bolt).toEqual([false, true, false, true]);
  });

  test("a lockdown that cannot be stored is one all the same, and says that it failed", async () => {
    const rig = await Rig.online();
    await rig.command(UNLOCK);
    rig.nvs.broken = true;
    expect(await rig.command(lockdown(true))).toMatchObject({ error: "failed", state: { mode: "lockdown" } });
    expect(rig.unlocked).toBe(false);
    rig.nvs.broken = false;
    await rig.command(lockdown(true));
    rig.nvs.broken = true;
    expect(await rig.command(lockdown(false))).toMatchObject({
      error: "failed",
      state: { mode: "lockdown" },
    });
  });

  test("neither unlock nor hold outlives a restart, and no reset moves the bolt", async () => {
    const rig = await Rig.online();
    await rig.command(hold(rig, 600));
    for (let time = 0; time < 20; time++) rig.reboot(time % 2 === 0);
    await rig.untilOnline();
    await rig.advance(60_000);
    expect(rig.bolt).toEqual([false, true, false]);
  });
});

describe("offline", () => {
  const offline = async (failSafe: FailSafe, before: (rig: Rig) => Promise<unknown> = async () => {}) => {
    const rig = await Rig.online({ failSafe });
    await before(rig);
    rig.relay.onRegister = unreachable;
    rig.relay.onOpen = unreachable;
    rig.relay.socket?.drop(1006);
    return rig;
  };

  test("by default the door locks after a minute", async () => {
    const rig = await Rig.online();
    await rig.command(hold(rig, 6_000));
    rig.relay.onOpen = unreachable;
    rig.relay.onRegister = unreachable;
    rig.relay.socket?.drop(1006);
    await rig.advance(59_999);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1);
    expect(rig.unlocked).toBe(false);
  });

  test("hold leaves it as it is, relocking included", async () => {
    const rig = await offline({ onOffline: "hold", afterSeconds: 5 }, (rig) => rig.command(hold(rig, 600)));
    await rig.advance(599_000);
    expect(rig.unlocked).toBe(true);
    await rig.advance(1_000);
    expect(rig.unlocked).toBe(false);
  });

  test("unlock frees the door, even in a lockdown, until the relay is back", async () => {
    const rig = await offline({ onOffline: "unlock", afterSeconds: 30 }, (rig) =>
      rig.command(lockdown(true)),
    );
    await rig.advance(29_999);
    expect(rig.unlocked).toBe(false);
    await rig.advance(1);
    expect(rig.unlocked).toBe(true);
    rig.relay.onOpen = undefined;
    rig.relay.onRegister = undefined;
    await rig.advance(60_000);
    await rig.untilOnline();
    expect(rig.unlocked).toBe(false);
    expect((await rig.command(UNLOCK)).error).toBe("in-lockdown");
  });

  test("a device boots locked and frees the door when it stays offline", async () => {
    const rig = await offline({ onOffline: "unlock", afterSeconds: 30 });
    rig.reboot();
    await rig.advance(29_999);
    expect(rig.bolt).toEqual([false]);
    await rig.advance(1);
    expect(rig.unlocked).toBe(true);
  });

  test("a short absence changes nothing", async () => {
    const rig = await offline({ onOffline: "unlock", afterSeconds: 120 });
    await rig.advance(60_000);
    rig.relay.onOpen = undefined;
    rig.relay.onRegister = undefined;
    await rig.advance(59_999);
    await rig.untilOnline();
    await rig.advance(120_000);
    expect(rig.bolt).toEqual([false]);
    expect(events(rig).map(({ event }) => event)).toContain("offline-period");
  });
});

describe("what happens at the door", () => {
  test("is told at once, numbered, also after a restart", async () => {
    const rig = await Rig.online();
    rig.contact.set(true);
    await rig.advance(1_000);
    rig.contact.set(false);
    await rig.advance(1_000);
    rig.tamper.set(true);
    await rig.advance(1_000);
    expect(events(rig)).toMatchObject([
      { seq: 0, event: "door-opened" },
      { seq: 1, event: "door-closed" },
      { seq: 2, event: "tamper" },
    ]);
    expect(rig.relay.socket?.sent("status").at(-1)?.status).toMatchObject({
      contact: "closed",
      tamper: true,
    });
    rig.tamper.set(false);
    rig.reboot();
    await rig.untilOnline();
    rig.contact.set(true);
    expect(events(rig).at(-1)).toMatchObject({ seq: 3, event: "door-opened" });
  });

  test("a door left open is ajar after a minute, once", async () => {
    const rig = await Rig.online();
    rig.contact.set(true);
    await rig.advance(59_999);
    expect(events(rig).map(({ event }) => event)).toEqual(["door-opened"]);
    await rig.advance(300_000);
    expect(events(rig).map(({ event }) => event)).toEqual(["door-opened", "door-ajar"]);
  });

  test("while offline is kept, in bounds, and told in order; a gap shows what was lost", async () => {
    const rig = await Rig.online();
    rig.relay.onOpen = unreachable;
    rig.relay.onRegister = unreachable;
    rig.relay.socket?.drop(1006);
    for (let time = 0; time < 40; time++) {
      rig.contact.set(time % 2 === 0);
      await rig.advance(500);
    }
    rig.relay.onOpen = undefined;
    rig.relay.onRegister = undefined;
    await rig.advance(60_000);
    await rig.untilOnline();
    const told = events(rig).map(({ seq }) => seq);
    expect(told).toHaveLength(32);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(events(rig).at(-1)?.event).toBe("offline-period");
  });

  test("a contact that rattles floods nobody, and its last state is told", async () => {
    const rig = await Rig.online();
    const before = rig.relay.socket?.frames.length ?? 0;
    for (let time = 0; time < 1_000; time++) {
      rig.contact.set(time % 2 === 0);
      await rig.advance(10);
    }
    await rig.advance(2_000);
    expect((rig.relay.socket?.frames.length ?? 0) - before).toBeLessThan(50);
    expect(rig.relay.socket?.sent("status").at(-1)?.status.contact).toBe("closed");
    expect(events(rig).at(-1)?.event).toBe("door-closed");
  });

  test("a change of the lock is told unasked", async () => {
    const rig = await Rig.online();
    await rig.advance(2_000);
    await rig.command(UNLOCK);
    await rig.advance(11_000);
    const locks = rig.relay.socket?.sent("status").map(({ status }) => status.lock);
    expect(locks?.slice(-2)).toEqual(["unlocked", "locked"]);
    await until(() => !rig.unlocked);
  });
});
