import { BOUNDS, CLOSE, randomBase64url } from "@openlock/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Rig, until } from "../testing/rig.ts";

const welcome = (rig: Rig) => ({ type: "welcome", serverTime: rig.now(), keepAliveSeconds: 10 }) as const;

async function reconnected(rig: Rig): Promise<void> {
  await rig.advance(60_000);
  await rig.untilOnline();
}

describe("the device socket", () => {
  test("keep-alives go out every ten seconds, with a ping", async () => {
    const rig = await Rig.online();
    await rig.advance(30_000);
    expect(rig.relay.socket?.sent("keepalive")).toMatchObject([
      { uptime: 10, rssi: -60, lock: "locked" },
      { uptime: 20 },
      { uptime: 30 },
    ]);
    expect(rig.relay.socket?.pings).toBe(3);
  });

  test("a relay that fell silent is left after 30 s, one that answers pings is not", async () => {
    const rig = await Rig.online();
    await rig.advance(600_000);
    expect(rig.relay.sockets).toHaveLength(1);
    const { socket } = rig.relay;
    if (socket) socket.answersPings = false;
    await rig.advance(30_000);
    expect(socket?.closedWith).toBe(CLOSE.goingAway);
    await reconnected(rig);
  });

  test("a relay that never welcomes is left", async () => {
    const rig = await Rig.fresh((rig) => {
      rig.relay.welcomes = false;
    });
    await rig.setUp();
    const socket = await until(() => rig.relay.socket);
    await rig.advance(10_000);
    expect(socket.closedWith).toBe(CLOSE.protocolError);
    expect(rig.stage).toBe("relay");
  });

  test("a command before the welcome is not taken", async () => {
    const rig = await Rig.fresh((rig) => {
      rig.relay.welcomes = false;
    });
    await rig.setUp();
    const socket = await until(() => rig.relay.socket);
    await new Promise((resolve) => setImmediate(resolve));
    const { jwe, jti } = await rig.client.seal({ command: "unlock", args: {} });
    socket.say({ type: "command", id: jti, jwe });
    expect(socket.closedWith).toBe(CLOSE.protocolError);
    expect(rig.bolt).toEqual([false]);
  });

  test("status is answered under the id it was asked with", async () => {
    const rig = await Rig.online();
    rig.relay.socket?.say({ type: "status", id: "abc" });
    expect(rig.relay.socket?.sent("status").at(-1)).toMatchObject({ id: "abc", status: { lock: "locked" } });
  });

  test("an update whose manifest is none is refused, and the session goes on", async () => {
    const rig = await Rig.online();
    const { socket } = rig.relay;
    socket?.say({ type: "update", id: "u1", manifest: "a.b.c", url: "/image" });
    await until(() => socket?.sent("update-result").length === 1, "the result");
    expect(socket?.sent("update-result")).toEqual([
      { type: "update-result", id: "u1", code: 400, error: "malformed" },
    ]);
    expect(socket?.closedWith).toBeUndefined();
  });

  test.each([
    ["not JSON", "hello"],
    ["nothing", ""],
    ["an unknown type", '{"type":"open-the-door"}'],
    ["an unknown member", '{"type":"status","id":"a","more":1}'],
    ["a member twice", '{"type":"status","id":"a","id":"b"}'],
    ["a device's own frame", '{"type":"keepalive","uptime":1,"rssi":-1,"lock":"locked"}'],
    ["a prototype", '{"type":"__proto__","__proto__":{"type":"status","id":"a"}}'],
    ["too much", JSON.stringify({ type: "status", id: "a".repeat(BOUNDS.frameBytes) })],
    ["deep nesting", "[".repeat(16_000)],
  ])("%s: closed with 4009, and the device comes back", async (_, text) => {
    const rig = await Rig.online();
    const { socket } = rig.relay;
    socket?.say(text);
    expect(socket?.closedWith).toBe(CLOSE.protocolError);
    await reconnected(rig);
    expect(rig.boots).toBe(2);
    expect(rig.crash).toBeUndefined();
  });

  test("whatever comes, nothing crashes and the bolt does not move", async () => {
    const rig = await Rig.online();
    const valid = await rig.client.seal({ command: "unlock", args: {} }, { password: "wrong password" });
    const frame = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.json(),
      fc.record({ type: fc.constantFrom("welcome", "command", "status", "update"), id: fc.string() }),
      fc.record({ type: fc.constant("command"), id: fc.constant(valid.jti), jwe: fc.base64String() }),
      fc.nat(valid.jwe.length - 1).map((at) => ({
        type: "command",
        id: valid.jti,
        jwe: `${valid.jwe.slice(0, at)}A${valid.jwe.slice(at + 1)}`,
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 5 }), async (frames) => {
        if (rig.stage !== "online" || rig.relay.socket?.closedWith !== undefined) await reconnected(rig);
        const { socket } = rig.relay;
        for (const each of frames) socket?.say(typeof each === "string" ? each : JSON.stringify(each));
        await new Promise((resolve) => setImmediate(resolve));
        expect(rig.crash).toBeUndefined();
      }),
      { numRuns: 150 },
    );
    expect(rig.bolt).toEqual([false]);
    expect(rig.boots).toBe(2);
  });

  test("commands are run one at a time and in bounds; the rest are refused, not kept", async () => {
    const rig = await Rig.online();
    const jwe = "a.b.c.d.e";
    for (let sent = 0; sent < 50; sent++)
      rig.relay.socket?.say({ type: "command", id: randomBase64url(16), jwe });
    await until(() => rig.relay.socket?.sent("result").length === 50);
    expect(rig.relay.socket?.sent("result").every(({ code }) => code === 400)).toBe(true);
  });

  test("a command whose session ended before its turn is not run", async () => {
    const rig = await Rig.online();
    const unlock = await rig.client.seal({ command: "unlock", args: {} });
    const { socket } = rig.relay;
    socket?.say({ type: "command", id: randomBase64url(16), jwe: "a.b.c.d.e" });
    socket?.say({ type: "command", id: unlock.jti, jwe: unlock.jwe });
    socket?.drop(1006);
    await reconnected(rig);
    expect(rig.bolt).toEqual([false]);
  });

  test("a second welcome is the time, and nothing else", async () => {
    const rig = await Rig.online();
    const { socket } = rig.relay;
    const before = socket?.frames.length;
    socket?.say(welcome(rig));
    expect(socket?.frames.length).toBe(before);
  });
});
