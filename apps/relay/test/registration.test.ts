import { openSession, randomBase64url } from "@openlock/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDeviceKeys, TestDevice } from "./support/device.ts";
import { ask, expectProblem } from "./support/http.ts";
import { someDeviceKeys, TestRelay } from "./support/relay.ts";

let relay: TestRelay;
beforeAll(async () => {
  relay = await TestRelay.start({ environment: { REGISTRATIONS_PER_MINUTE: "1000" } });
});
afterAll(() => relay.close());

async function newest(door: string) {
  return (await relay.history(door)).find(({ action }) => action === "device.register");
}

describe("a device", () => {
  test("binds to its door with the claim, and registers without one from then on", async () => {
    const device = await relay.newDevice();
    await device.register(await relay.claim(device.door));
    expect(await newest(device.door)).toMatchObject({ outcome: "done", detail: { bound: true } });
    await device.register();
    expect(await newest(device.door)).toMatchObject({
      outcome: "done",
      actor: { kind: "device", id: device.keys.kid },
      detail: { bound: false, uid: "0a1b2c3d4e5f", firmware: "1.0.0" },
    });
  });

  test("alone can read its session", async () => {
    const device = await relay.newDevice();
    const thief = new TestDevice(relay.relay, device.door, await makeDeviceKeys());
    const claim = await relay.claim(device.door);
    const answer = await device.tryRegister(claim);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("eyJhbGciOiJIUzI1NiI");
    // Whoever registers with somebody else's public key gets an answer they cannot read.
    expect((await thief.tryRegister(undefined, { publicKey: device.keys.publicKey })).status).toBe(200);
    const { session, serverTime, socket } = answer.json<{
      session: string;
      serverTime: number;
      socket: string;
    }>();
    await expect(openSession(session, thief.keys.privateKey)).rejects.toThrow();
    await expect(openSession(session, device.keys.privateKey)).resolves.toBeDefined();
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(10_000);
    expect(socket).toBe("/api/devices/socket");
  });

  test("replaces the key before it with a new claim; the session before goes on until the new one opens", async () => {
    const before = await relay.newDevice();
    await before.start(await relay.claim(before.door));
    const after = new TestDevice(relay.relay, before.door, await makeDeviceKeys());
    const token = await after.register(await relay.claim(before.door));
    expect(before.connected).toBe(true);
    expectProblem(await before.tryRegister(), "forbidden", 403);
    const closed = before.closed();
    await after.connect(token);
    expect(await closed).toBe(4001);
    after.stop();
  });
});

describe("is refused with 403, and the history says why", () => {
  test("another key for a bound door", async () => {
    const device = await relay.newDevice();
    await device.register(await relay.claim(device.door));
    const other = new TestDevice(relay.relay, device.door, await someDeviceKeys());
    expectProblem(await other.tryRegister(), "forbidden", 403);
    expect(await newest(device.door)).toMatchObject({ outcome: "refused", code: "other-key" });
  });

  test("a claim that is used, wrong, void, or missing", async () => {
    const device = await relay.newDevice();
    const first = await relay.claim(device.door);
    const second = await relay.claim(device.door);
    for (const claim of [undefined, first, "0000-0000-0000-0000"]) {
      expectProblem(await device.tryRegister(claim), "forbidden", 403);
    }
    await device.register(second);
    const other = new TestDevice(relay.relay, device.door, await someDeviceKeys());
    expectProblem(await other.tryRegister(second), "forbidden", 403);
    expect((await relay.history(device.door))[0]).toMatchObject({ outcome: "refused", code: "claim-wrong" });
  });

  test("one claim, five keys at once: one gets it", async () => {
    const door = await relay.addDoor();
    const claim = await relay.claim(door);
    const keys = await Promise.all(Array.from({ length: 5 }, () => makeDeviceKeys()));
    const answers = await Promise.all(
      keys.map((own) => new TestDevice(relay.relay, door, own).tryRegister(claim)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("a claim that has expired", async () => {
    const clock = { now: Date.now() };
    const own = await TestRelay.start({ now: () => clock.now });
    const device = await own.newDevice(await someDeviceKeys());
    const claim = await own.claim(device.door);
    clock.now += 15 * 60_000 + 1;
    expectProblem(await device.tryRegister(claim), "forbidden", 403);
    const { accessToken } = await own.signIn("owner@example.org");
    const history = await own.ask(`/api/doors/${device.door}/history`, { token: accessToken });
    expect(history.text).toContain("claim-expired");
    await own.close();
  });

  test("a door nobody made", async () => {
    const device = new TestDevice(relay.relay, "nobody-made-this", await someDeviceKeys());
    expectProblem(await device.tryRegister("0000-0000-0000-0000"), "forbidden", 403);
    expect((await relay.ask("/api/audit?action=device.register")).text).toContain("no-door");
  });

  test("a banned key, with or without a claim", async () => {
    const device = await relay.newDevice();
    await device.register(await relay.claim(device.door));
    await relay.ask("/api/banned-keys", { method: "POST", json: { kid: device.keys.kid, reason: "stolen" } });
    expectProblem(await device.tryRegister(), "key-banned", 403);
    const elsewhere = new TestDevice(relay.relay, await relay.addDoor(), device.keys);
    expectProblem(await elsewhere.tryRegister(await relay.claim(elsewhere.door)), "key-banned", 403);
  });
});

describe("a registration that does not fit is malformed", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a Door ID with upper case", { doorId: "Front" }],
    ["a Door ID too long", { doorId: "a".repeat(65) }],
    ["a UID of another form", { uid: "0A:1B:2C:3D:4E:5F" }],
    ["a boot nonce too short", { boot: "AAAA" }],
    ["a member too many", { extra: 1 }],
    ["no firmware", { firmware: undefined }],
    ["a claim of another form", { claim: "let me in" }],
    ["a key of 1024 bits", { publicKey: { kty: "RSA", e: "AQAB", n: `w${randomBase64url(128).slice(1)}` } }],
    ["e = 3", { publicKey: { kty: "RSA", e: "Aw", n: `w${randomBase64url(256).slice(1)}` } }],
    [
      "an elliptic key",
      { publicKey: { kty: "EC", crv: "P-256", x: randomBase64url(32), y: randomBase64url(32) } },
    ],
    ["a secret", { publicKey: { kty: "oct", k: randomBase64url(32) } }],
    ["no key", { publicKey: null }],
  ])("%s", async (_what, change) => {
    const device = new TestDevice(relay.relay, "front", await someDeviceKeys());
    expectProblem(await device.tryRegister(undefined, change), "malformed", 400);
  });

  test.each<[string, string, string, number]>([
    ["no JSON", "{", "malformed", 400],
    ["a member twice", '{"doorId":"a","doorId":"b"}', "malformed", 400],
    ["an array", "[]", "malformed", 400],
    ["nothing", "", "malformed", 400],
    ["9 KiB", JSON.stringify({ doorId: "a".repeat(9000) }), "malformed", 400],
    ["1 MiB", `"${"a".repeat(1 << 20)}"`, "too-large", 413],
  ])("%s", async (_what, body, problem, status) => {
    const answer = await ask(`${relay.url}/api/devices/register`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expectProblem(answer, problem, status);
  });

  test("as another media type", async () => {
    const answer = await ask(`${relay.url}/api/devices/register`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "text/plain" },
    });
    expectProblem(answer, "unsupported-media-type", 415);
  });
});

test("an address registers only so often; another is not hindered", async () => {
  const own = await TestRelay.start({ environment: { REGISTRATIONS_PER_MINUTE: "3", TRUST_PROXY: "1" } });
  const device = await own.newDevice(await someDeviceKeys());
  const register = (address: string) =>
    ask(`${own.url}/api/devices/register`, {
      method: "POST",
      json: {
        doorId: device.door,
        publicKey: device.keys.publicKey,
        uid: "0a1b2c3d4e5f",
        boot: device.boot,
        firmware: { version: "1.0.0", chip: "ESP32" },
      },
      headers: { "x-forwarded-for": `10.9.9.9, ${address}` },
    });
  for (let tries = 0; tries < 3; tries++) expectProblem(await register("198.51.100.1"), "forbidden", 403);
  const limited = await register("198.51.100.1");
  expectProblem(limited, "rate-limited", 429);
  expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
  expectProblem(await register("198.51.100.2"), "forbidden", 403);
  await own.close();
});
