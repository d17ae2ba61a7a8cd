import { EventEmitter, once } from "node:events";
import { type CommandAnswer, randomBase64url } from "@openlock/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { TestDevice } from "./support/device.ts";
import { ask, expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

let relay: TestRelay;
let bystander: TestDevice;
const devices: TestDevice[] = [];
beforeAll(async () => {
  relay = await TestRelay.start({
    environment: {
      DOOR_COMMANDS_PER_MINUTE: "1000",
      TOKEN_COMMANDS_PER_MINUTE: "1000",
      NETWORK_COMMANDS_PER_MINUTE: "10000",
      REGISTRATIONS_PER_MINUTE: "1000",
    },
  });
  bystander = await relay.online();
});
afterEach(() => {
  for (const device of devices.splice(0)) device.stop();
});
afterAll(async () => {
  bystander.stop();
  await relay.close();
});

async function connected(): Promise<TestDevice> {
  const device = await relay.online(await someDeviceKeys());
  devices.push(device);
  return device;
}

/** Whatever happened to another, this one's session is whole. */
async function expectUndisturbed(): Promise<void> {
  expect(bystander.connected).toBe(true);
  expect((await relay.send(bystander.door, (await seal(bystander)).jwe)).status).toBe(200);
}

describe("a frame that does not belong there ends that session with 4009, and disturbs no other", () => {
  const status = {
    lock: "locked",
    mode: "normal",
    firmware: "1",
    chip: "ESP32",
    uptime: 1,
    rssi: -1,
    freeHeap: 1,
    clock: "synced",
    boot: "AAAAAAAAAAAAAAAAAAAAAA",
  };
  test.each([
    ["no JSON", "hello"],
    ["nothing", ""],
    ["half of it", '{"type":"keepalive"'],
    ["not an object", "[]"],
    ["null", "null"],
    ["an unknown type", '{"type":"open-sesame"}'],
    ["a frame of the relay's", '{"type":"welcome","serverTime":1,"keepAliveSeconds":10}'],
    ["a member too many", '{"type":"keepalive","uptime":1,"rssi":-1,"lock":"locked","x":1}'],
    ["a member twice", '{"type":"keepalive","uptime":1,"uptime":1,"rssi":-1,"lock":"locked"}'],
    ["a member of the wrong type", '{"type":"keepalive","uptime":"1","rssi":-1,"lock":"locked"}'],
    ["a result nobody asked for", `{"type":"result","id":"${"A".repeat(22)}","code":200}`],
    ["a status nobody asked for", JSON.stringify({ type: "status", id: "x", status })],
    ["not UTF-8", new Uint8Array([0x7b, 0xff, 0xfe])],
  ])("%s", async (_what, data) => {
    const device = await connected();
    const closed = device.closed();
    device.raw(data, { binary: false });
    expect(await closed).toBe(4009);
    await expectUndisturbed();
  });

  test("binary", async () => {
    const device = await connected();
    const closed = device.closed();
    device.raw(Buffer.from('{"type":"keepalive","uptime":1,"rssi":-1,"lock":"locked"}'), { binary: true });
    expect(await closed).toBe(4009);
    await expectUndisturbed();
  });

  test("above 16 KiB it is 1009, in one frame or in pieces", async () => {
    const whole = await connected();
    const first = whole.closed();
    whole.raw("x".repeat(16 * 1024 + 1));
    expect(await first).toBe(1009);
    const pieces = await connected();
    const second = pieces.closed();
    for (let sent = 0; sent < 5; sent++) pieces.raw("x".repeat(4096), { fin: false });
    expect(await second).toBe(1009);
    await expectUndisturbed();
  });

  test("a flood of good frames", async () => {
    const device = await connected();
    const closed = device.closed();
    for (let sent = 0; sent < 500; sent++) device.keepAlive();
    expect(await closed).toBe(4009);
    await expectUndisturbed();
  });

  test("a flood of pings", async () => {
    const device = await connected();
    const closed = device.closed();
    for (let sent = 0; sent < 500; sent++) device.ping();
    expect(await closed).toBe(4009);
    await expectUndisturbed();
  });

  test("but many commands are no flood", async () => {
    const device = await connected();
    const commands = await Promise.all(Array.from({ length: 100 }, () => seal(device)));
    const answers = await Promise.all(commands.map(({ jwe }) => relay.send(device.door, jwe)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(device.connected).toBe(true);
  });

  test("a command under way when its session ends is told that nobody knows", async () => {
    const device = await connected();
    device.reaction = "keep-silent";
    const answer = relay.send(device.door, (await seal(device)).jwe);
    await device.frame("command");
    device.raw("garbage");
    expectProblem(await answer, "device-timeout", 504);
    await expectUndisturbed();
  });

  test("the answer of another session is no answer", async () => {
    const [asked, liar] = [await connected(), await connected()];
    asked.reaction = "keep-silent";
    const command = await seal(asked);
    const answer = relay.send(asked.door, command.jwe);
    await asked.frame("command");
    const closed = liar.closed();
    liar.send({ type: "result", id: command.jti, code: 200 });
    expect(await closed).toBe(4009);
    asked.send({ type: "result", id: command.jti, code: 400 });
    expect((await answer).json<CommandAnswer>()).toEqual({ code: 400 });
  });
});

describe("the socket opens", () => {
  test("for a session token of this door alone", async () => {
    const device = await connected();
    const token = await device.register();
    const person = relay.owner;
    expect(await device.refusedUpgrade(undefined)).toBe(401);
    expect(await device.refusedUpgrade("not-a-token-at-all")).toBe(401);
    expect(await device.refusedUpgrade(person)).toBe(401);
    expect(
      await device.refusedUpgrade(token.replace(/[^.]{2}$/, (end) => (end === "AA" ? "EE" : "AA"))),
    ).toBe(401);
    expect(await device.refusedUpgrade(token, { door: bystander.door })).toBe(403);
    expect(await device.refusedUpgrade(token, { path: "/api/elsewhere" })).toBe(404);
    expect(await device.refusedUpgrade(token, { protocols: ["other.v1"] })).toBe(400);
    expect(await device.refusedUpgrade(token, { protocols: [] })).toBe(400);
    expect(device.connected).toBe(true);
    await expectUndisturbed();
  });

  test("not for a key that the door has no more", async () => {
    const device = await connected();
    const token = await device.register();
    await relay.ask(`/api/doors/${device.door}`, { method: "DELETE" });
    expect(await device.refusedUpgrade(token)).toBe(403);
  });

  test("without an upgrade it says what it is", async () => {
    expectProblem(await ask(`${relay.url}/api/devices/socket?door=x`), "malformed", 400);
  });

  test("over TLS with the relay's own authority, and with no other", async () => {
    await expect(ask(`${relay.relay.tlsUrl}/healthz`, { ca: relay.relay.ca })).resolves.toMatchObject({
      status: 200,
    });
    await expect(ask(`${relay.relay.tlsUrl}/healthz`)).rejects.toThrow(/certificate/);
  });
});

describe("a session ends", () => {
  test("with 4001 when a newer one opens; registering alone does not disturb it", async () => {
    const device = await connected();
    const closed = device.closed();
    const token = await device.register();
    await device.register();
    expect(device.connected).toBe(true);
    const newer = twinOf(device);
    await newer.connect(token);
    expect(await closed).toBe(4001);
    expect((await relay.send(newer.door, (await seal(newer)).jwe)).status).toBe(200);
    expect(device.commands).toHaveLength(0);
    expect(newer.commands).toHaveLength(1);
  });

  test("with 4003 when its door is removed", async () => {
    const device = await connected();
    const closed = device.closed();
    await relay.ask(`/api/doors/${device.door}`, { method: "DELETE" });
    expect(await closed).toBe(4003);
  });

  test("with 4002 when its token does; the token opens no other", async () => {
    const clock = { now: Date.now() };
    const own = await TestRelay.start({
      now: () => clock.now,
      sessionTimings: { silenceMs: 9e9, sweepMs: 5 },
    });
    const device = await own.online(await someDeviceKeys());
    const token = await device.register();
    const closed = device.closed();
    clock.now += 3600_000;
    expect(await closed).toBe(4002);
    expect(await device.refusedUpgrade(token)).toBe(401);
    await own.close();
  });

  test("when it is silent for 30 s; keep-alives keep it", async () => {
    const clock = { now: Date.now() };
    const own = await TestRelay.start({
      now: () => clock.now,
      sessionTimings: { silenceMs: 30_000, sweepMs: 5 },
    });
    const device = await own.online(await someDeviceKeys());
    for (let beat = 0; beat < 4; beat++) {
      clock.now += 10_000;
      device.keepAlive();
      await device.settled();
    }
    expect(device.connected).toBe(true);
    const closed = device.closed();
    clock.now += 30_000;
    await closed;
    await own.offline(device.door);
    await own.close();
  });
});

describe("what a device says", () => {
  test("its status is asked for and told with its age", async () => {
    const device = await connected();
    const answer = await relay.ask(`/api/doors/${device.door}/status`);
    expect(answer.status).toBe(200);
    const { status, ageMs } = answer.json<{ status: { boot: string }; ageMs: number }>();
    expect(status.boot).toBe(device.boot);
    expect(ageMs).toBeLessThan(5000);
  });

  test("its status is refused while it is offline", async () => {
    const device = await relay.newDevice(await someDeviceKeys());
    expectProblem(await relay.ask(`/api/doors/${device.door}/status`), "door-offline", 503);
    expectProblem(await relay.ask("/api/doors/nowhere/status"), "door-unknown", 404);
  });

  test("its events are written down; its words cannot pose as the relay's", async () => {
    const device = await connected();
    device.send({
      type: "event",
      seq: 7,
      at: 1000,
      event: "door-opened",
      detail: { event: "forged", by: "hand", seq: 1 },
    });
    await device.settled();
    const row = (await relay.history(device.door)).find(({ action }) => action === "device.event");
    expect(row).toMatchObject({
      actor: { kind: "device", label: device.door },
      detail: { event: "door-opened", seq: 7, by: "hand" },
    });
  });

  test("the key that clients seal to, with the boot nonce of now", async () => {
    const device = await connected();
    const key = async () =>
      (await relay.ask(`/api/doors/${device.door}/key`)).json<{ key: object; boot: string }>();
    expect(await key()).toMatchObject({ key: device.keys.publicKey, boot: device.boot });
    device.boot = randomBase64url(16);
    await device.register();
    expect((await key()).boot).toBe(device.boot);
  });
});

describe("a door that is offline", () => {
  test("gets nothing later", async () => {
    const device = await connected();
    const missed = await seal(device);
    const closed = device.closed();
    device.stop();
    await closed;
    expectProblem(await relay.send(device.door, missed.jwe), "door-offline", 503);
    await device.start();
    const next = await seal(device);
    expect((await relay.send(device.door, next.jwe)).status).toBe(200);
    expect(device.commands.map(({ jti }) => jti)).toEqual([next.jti]);
    // It was remembered all the same: nobody sends it now that the door is back.
    expectProblem(await relay.send(device.door, missed.jwe), "replayed", 409);
  });

  test("a result that is withheld is a timeout; when it comes late it is nobody's, and no offence", async () => {
    let patienceMs = 50;
    const own = await TestRelay.start({ answerMs: () => patienceMs });
    const device = await own.online(await someDeviceKeys());
    device.reaction = "keep-silent";
    const late = await seal(device);
    expectProblem(await own.send(device.door, late.jwe), "device-timeout", 504);
    device.send({ type: "result", id: late.jti, code: 200 });
    await device.settled();
    device.reaction = "answer";
    patienceMs = 60_000;
    expect((await own.send(device.door, (await seal(device)).jwe)).status).toBe(200);
    const rows = (await own.history(device.door)).filter(({ action }) => action === "command.send");
    expect(rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ["done", undefined],
      ["failed", "device-timeout"],
    ]);
    // Twice is once too often.
    const closed = device.closed();
    device.send({ type: "result", id: late.jti, code: 200 });
    expect(await closed).toBe(4009);
    await own.close();
  });
});

/** The same device once more, as after a restart. */
function twinOf(device: TestDevice): TestDevice {
  const twin = new TestDevice(relay.relay, device.door, device.keys);
  devices.push(twin);
  return twin;
}

test("a ban that comes while a socket is being opened ends it", async () => {
  const steps = new EventEmitter();
  const claiming = once(steps, "claiming");
  const banned = once(steps, "banned");
  const own = await TestRelay.start({
    wrap: {
      hot: (hot) => ({
        ...hot,
        presence: {
          ...hot.presence,
          claim: async (...claim) => {
            steps.emit("claiming");
            await banned;
            return hot.presence.claim(...claim);
          },
        },
      }),
    },
  });
  const device = await own.newDevice(await someDeviceKeys());
  const token = await device.register(await own.claim(device.door));
  const closed = once(device.openSocket(token), "close");
  await claiming;
  await own.ask("/api/banned-keys", { method: "POST", json: { kid: device.keys.kid, reason: "lost" } });
  steps.emit("banned");
  expect((await closed)[0]).toBe(4003);
  await own.close();
});
