import { BOUNDS, DeviceInfo, parseShape } from "@openlock/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { problem } from "../testing/fake-relay.ts";
import { CLAIM, PASSWORD, Rig, SETTINGS, until } from "../testing/rig.ts";

const refused = (error: string) => ({ error: { code: -32001, data: { error } } });
const line = (text: string) => Buffer.from(`${text}\n`);

async function info(rig: Rig) {
  const response = await rig.call("device.info");
  if ("error" in response) throw new Error(response.error.message);
  return parseShape(DeviceInfo, response.result);
}

/** What the device says of itself once it has its key. */
function withKey(rig: Rig) {
  return until(async () => {
    const now = await info(rig);
    return now.kid === undefined ? undefined : now;
  }, "the key");
}

describe("first boot", () => {
  test("the key is made, which one sees, and is the same ever after", async () => {
    const rig = new Rig();
    rig.powerOn();
    expect(rig.stage).toBe("making-key");
    expect(await info(rig)).toMatchObject({ stage: "making-key", uid: "246f28010203" });
    expect(rig.log).toContain("making the device key");
    const made = await withKey(rig);
    expect(made).toMatchObject({ stage: "unconfigured", firmware: { version: "1.2.3", chip: "ESP32" } });
    expect(rig.log).toContain(made.kid);
    rig.reboot();
    const again = await withKey(rig);
    expect(again.kid).toBe(made.kid);
  });

  test("power cut while the key is made: another is made, and none is half there", async () => {
    const rig = new Rig();
    rig.powerOn();
    rig.reboot();
    await withKey(rig);
    expect(rig.boots).toBe(2);
    expect(rig.crash).toBeUndefined();
  });
});

describe("device.configure", () => {
  test("a new device is set up without a password, restarts, and goes online", async () => {
    const rig = await Rig.fresh();
    expect(await rig.call("device.configure", { settings: SETTINGS, claim: CLAIM })).toMatchObject({
      result: { restarting: true },
    });
    // Until it has restarted it does not look online, nor is it.
    expect((await info(rig)).stage).not.toBe("online");
    expect(rig.relay.registrations).toEqual([]);
    await rig.advance(500);
    await rig.untilOnline();
    expect(await info(rig)).toMatchObject({ stage: "online", doorId: "front" });
  });

  test("a configured one wants its password", async () => {
    const rig = await Rig.online();
    const settings = { relockSeconds: 30 };
    expect(await rig.call("device.configure", { settings })).toMatchObject(refused("bad-password"));
    expect(await rig.call("device.configure", { settings, password: "wrong" })).toMatchObject(
      refused("bad-password"),
    );
    expect(await rig.call("device.configure", { settings, password: PASSWORD })).toMatchObject({
      result: { restarting: false },
    });
    await rig.command({ command: "unlock", args: {} });
    await rig.advance(29_000);
    expect(rig.unlocked).toBe(true);
  });

  test.each([
    ["an unknown member", { settings: { ...SETTINGS, more: 1 } }],
    ["a bad member among good ones", { settings: { ...SETTINGS, doorId: "Front Door" } }],
    ["plain http", { settings: { ...SETTINGS, server: { url: "http://relay.example" } } }],
    ["no settings", {}],
    ["a claim code that is none", { settings: SETTINGS, claim: "x" }],
  ])("all or nothing: %s", async (_, params) => {
    const rig = await Rig.fresh();
    expect(await rig.call("device.configure", params)).toMatchObject({ error: { code: -32602 } });
    expect([...rig.nvs.content.keys()]).toEqual(["device-key"]);
    expect((await info(rig)).stage).toBe("unconfigured");
  });

  test("Wi-Fi is tried before anything is stored, and the old one is joined again", async () => {
    const rig = await Rig.online();
    const wifi = { ssid: "home", password: "not the password" };
    const params = { settings: { wifi, relockSeconds: 60 }, password: PASSWORD };
    expect(await rig.call("device.configure", params)).toMatchObject({
      error: { code: -32000, data: { error: "wifi-wrong-password" } },
    });
    await rig.advance(1_000);
    await rig.untilOnline();
    expect(rig.wifiConnected).toBe("home");
    await rig.command({ command: "unlock", args: {} });
    await rig.advance(5_000);
    expect(rig.unlocked).toBe(false);
  });

  test("what cannot be stored changes nothing", async () => {
    const rig = await Rig.online();
    rig.nvs.broken = true;
    const params = { settings: { relockSeconds: 60 }, password: PASSWORD };
    expect(await rig.call("device.configure", params)).toMatchObject({ error: { code: -32000 } });
    await rig.command({ command: "unlock", args: {} });
    await rig.advance(5_000);
    expect(rig.unlocked).toBe(false);
    expect(rig.crash).toBeUndefined();
  });
});

describe("device.reset", () => {
  test("wipes settings and key, but not without the password", async () => {
    const rig = await Rig.online();
    const { kid } = await info(rig);
    expect(await rig.call("device.reset")).toMatchObject(refused("bad-password"));
    expect(await rig.call("device.reset", { password: PASSWORD })).toMatchObject({
      result: { restarting: true },
    });
    expect(rig.nvs.content.size).toBe(0);
    // Nothing that was under way brings the settings back.
    await rig.call("device.configure", { settings: {} });
    await rig.advance(500);
    await until(() => rig.boots === 3);
    const fresh = await withKey(rig);
    expect(fresh).toMatchObject({ stage: "unconfigured" });
    expect(fresh.kid).not.toBe(kid);
    expect(fresh.doorId).toBeUndefined();
    expect(rig.bolt).toEqual([false]);
  });
});

describe("anything else on the line", () => {
  test.each([
    ["not JSON", "{", -32700],
    ["a member twice", '{"jsonrpc":"2.0","id":1,"id":2,"method":"device.info"}', -32700],
    ["another version", '{"jsonrpc":"1.0","id":1,"method":"device.info"}', -32600],
    ["a notification", '{"jsonrpc":"2.0","method":"device.info"}', -32600],
    ["a method of no device", '{"jsonrpc":"2.0","id":1,"method":"device.open"}', -32601],
    ["parameters too many", '{"jsonrpc":"2.0","id":1,"method":"device.info","params":{"a":1}}', -32602],
    ["too long", `{"jsonrpc":"2.0","id":1,"method":"${"x".repeat(BOUNDS.serialLineBytes)}"}`, -32700],
  ])("%s", async (_, text, code) => {
    const rig = await Rig.fresh();
    rig.receive(line(text));
    const [response] = await until(() => rig.responses().length === 1 && rig.responses());
    expect(response).toMatchObject({ error: { code } });
    expect((await info(rig)).uid).toBe("246f28010203");
  });

  test("what a person types into a terminal is not answered", async () => {
    const rig = await Rig.fresh();
    rig.receive(line("help\r\n[1,2]\nI (1) esplock: echo"));
    await info(rig);
    expect(rig.responses()).toHaveLength(1);
  });

  test("a flood of requests is answered in bounds, and the device goes on", async () => {
    const rig = await Rig.online();
    const request = (id: number) =>
      line(JSON.stringify({ jsonrpc: "2.0", id, method: "device.reset", params: { password: "x" } }));
    for (let id = 1000; id < 1100; id++) rig.receive(request(id));
    await until(() => rig.responses().filter(({ id }) => Number(id) >= 1000).length === 100);
    expect(rig.stage).toBe("online");
  });

  test("no bytes crash the device, change what it has, or move the bolt", async () => {
    const rig = await Rig.online();
    const before = new Map(rig.nvs.content);
    const request = fc.record(
      {
        jsonrpc: fc.constantFrom("2.0", "1.0"),
        id: fc.oneof(fc.integer(), fc.string()),
        method: fc.constantFrom("device.info", "device.configure", "device.reset", "x", "__proto__"),
        params: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant({ settings: {} })),
      },
      { requiredKeys: [] },
    );
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      request.map((value) => line(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 40 }).map((data) => {
        const packet = Buffer.from([...Buffer.from("IMPROV"), 1, 3, data.length, ...data, 0, 10]);
        packet[packet.length - 2] = packet.subarray(0, -2).reduce((sum, byte) => (sum + byte) & 0xff, 0);
        return packet;
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        for (const bytes of pieces) rig.receive(bytes);
        await new Promise((resolve) => setImmediate(resolve));
        expect(rig.crash).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    await rig.advance(4_000_000);
    const kept = new Map(rig.nvs.content);
    for (const counter of ["failures", "event-seq", "clock"]) {
      before.delete(counter);
      kept.delete(counter);
    }
    expect(kept).toEqual(before);
    expect(rig.bolt).toEqual([false]);
    expect((await info(rig)).doorId).toBe("front");
  });
});

test("a key that cannot be read is replaced, and the device goes on as another one", async () => {
  const rig = await Rig.online();
  const { kid } = await info(rig);
  rig.nvs.content.set("device-key", Uint8Array.of(1, 2, 3));
  rig.relay.onRegister = () => problem(403, "Another device has this door.");
  rig.reboot();
  const other = await withKey(rig);
  expect(other.kid).not.toBe(kid);
  await until(() => rig.log.includes("Another device has this door."));
  expect(rig.crash).toBeUndefined();
});
