import { type CommandAnswer, openResult } from "@openlock/protocol";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDeviceKeys, type TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

const SECOND = 1000;
let relay: TestRelay;
let device: TestDevice;
beforeAll(async () => {
  relay = await TestRelay.start({
    environment: {
      TOKEN_COMMANDS_PER_MINUTE: "1000",
      DOOR_COMMANDS_PER_MINUTE: "1000",
      NETWORK_COMMANDS_PER_MINUTE: "10000",
    },
  });
  device = await relay.online();
});
afterAll(async () => {
  device.stop();
  await relay.close();
});

/** Asserts that a refused command never reached the door: the next good one is the next that it gets. */
async function expectNothingSent(seen: number): Promise<void> {
  const good = await seal(device);
  expect((await relay.send(device.door, good.jwe)).status).toBe(200);
  expect(device.commands.slice(seen).map(({ jti }) => jti)).toEqual([good.jti]);
}

describe("a command", () => {
  test("goes to its door, once, and the answer comes back sealed", async () => {
    const command = await seal(device, { command: { command: "unlock", args: { seconds: 3 } } });
    const answer = await relay.send(device.door, command.jwe);
    expect(answer.status).toBe(200);
    const { code, result } = answer.json<CommandAnswer>();
    expect(code).toBe(200);
    expect(await openResult(result ?? "", command)).toMatchObject({ code: 200, state: { lock: "unlocked" } });
    expect(device.commands.at(-1)).toMatchObject({
      command: "unlock",
      args: { seconds: 3 },
      jti: command.jti,
    });
  });

  test("is in the history once, with who, from where and how it ended", async () => {
    const own = await relay.online(await someDeviceKeys());
    await relay.send(own.door, (await seal(own)).jwe);
    own.reaction = "refuse";
    const refused = await relay.send(own.door, (await seal(own)).jwe);
    expect(refused.json<CommandAnswer>().code).toBe(400);
    const rows = (await relay.history(own.door)).filter(({ action }) => action === "command.send");
    expect(rows).toMatchObject([
      { outcome: "failed", code: "device-refused", actor: { kind: "person", label: "The owner" } },
      { outcome: "done", actor: { kind: "person", label: "The owner" }, ip: "127.0.0.1" },
    ]);
    own.stop();
  });

  test("the same one twenty times at once is forwarded exactly once", async () => {
    const seen = device.commands.length;
    const { jwe, jti } = await seal(device);
    const answers = await Promise.all(Array.from({ length: 20 }, () => relay.send(device.door, jwe)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, "replayed", 409);
    expect(device.commands.slice(seen).map((command) => command.jti)).toEqual([jti]);
  });
});

describe("is refused", () => {
  test("without a token, with a foreign one, or with a device's", async () => {
    const seen = device.commands.length;
    const { jwe } = await seal(device);
    const foreign = await new SignJWT({ family: "x", sid: "x" })
      .setProtectedHeader({ alg: "HS256", typ: "openlock-access+jwt" })
      .setSubject("owner")
      .setAudience("openlock:api")
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(new Uint8Array(32));
    const deviceToken = await device.register();
    for (const token of [undefined, "x", foreign, deviceToken]) {
      expectProblem(await relay.send(device.door, jwe, { token }), "unauthenticated", 401);
    }
    await expectNothingSent(seen);
  });

  test("for a role or a scope that does not reach the door, before anything of it is read", async () => {
    const seen = device.commands.length;
    const auditor = await relay.person("auditor");
    expectProblem(await relay.send(device.door, "not a command", { token: auditor }), "forbidden", 403);
    const elsewhere = await relay.person("staff", { all: false, ids: [await relay.addDoor()] });
    expectProblem(await relay.send(device.door, "not a command", { token: elsewhere }), "door-unknown", 404);
    const here = await relay.person("staff", { all: false, ids: [device.door] });
    expect((await relay.send(device.door, (await seal(device)).jwe, { token: here })).status).toBe(200);
    await expectNothingSent(seen + 1);
  });

  test("for a door that is not there, or has no device yet", async () => {
    const { jwe } = await seal(device, { door: "nowhere" });
    expectProblem(await relay.send("nowhere", jwe), "door-unknown", 404);
    expectProblem(await relay.send("Not%20a%20door", jwe), "door-unknown", 404);
    const bare = await relay.addDoor();
    expectProblem(await relay.send(bare, (await seal(device, { door: bare })).jwe), "not-registered", 404);
  });

  test.each(["application/json", "text/plain", "application/jose+json", ""])("as %j", async (type) => {
    const { jwe } = await seal(device);
    const answer = await relay.send(device.door, jwe, { headers: { "content-type": type } });
    expectProblem(answer, "unsupported-media-type", 415);
  });

  test("where it is too long", async () => {
    expectProblem(await relay.send(device.door, "A".repeat(8 * 1024 + 1)), "too-large", 413);
    expectProblem(await relay.send(device.door, "A".repeat(5_000_000)), "too-large", 413);
  });

  test("where its length is not said and it is too long", async () => {
    const answer = await relay.send(device.door, "A".repeat(100_000), {
      headers: { "transfer-encoding": "chunked", "content-length": "" },
    });
    expect([400, 413]).toContain(answer.status);
  });

  test("where it is no sealed command", async () => {
    const seen = device.commands.length;
    const { jwe } = await seal(device);
    const [header = "", key = "", iv = "", text = "", tag = ""] = jwe.split(".");
    const claims = JSON.parse(Buffer.from(header, "base64url").toString());
    const withHeader = (value: string) =>
      [Buffer.from(value).toString("base64url"), key, iv, text, tag].join(".");
    const changed = (change: object) => withHeader(JSON.stringify({ ...claims, ...change }));
    const wrong = [
      "",
      "....",
      "a.b.c",
      `${jwe}.x`,
      `${jwe}\n`,
      `${jwe}=`,
      jwe.replace(".", ".."),
      `${header}.${key}.${iv}.${text}.${tag.slice(0, -2)}`,
      withHeader("{}"),
      withHeader("null"),
      withHeader('{"alg":'),
      withHeader(`{"alg":"RSA-OAEP-256",${JSON.stringify(claims).slice(1)}`),
      changed({ alg: "RSA-OAEP" }),
      changed({ alg: "dir" }),
      changed({ enc: "A128GCM" }),
      changed({ typ: "JWT" }),
      changed({ zip: "DEF" }),
      changed({ crit: ["exp"] }),
      changed({ cty: "other" }),
      changed({ iat: `${claims.iat}` }),
      changed({ iat: claims.iat + 0.5 }),
      changed({ kid: undefined }),
      changed({ jti: "short" }),
    ];
    for (const body of wrong) expectProblem(await relay.send(device.door, body), "malformed", 400);
    await expectNothingSent(seen);
  });

  test("where it is spelled another way than the canonical one", async () => {
    const { jwe } = await seal(device);
    expect((await relay.send(device.door, jwe)).status).toBe(200);
    const seen = device.commands.length;
    // The tag is 16 bytes: 22 characters, whose last carries four unused bits.
    const last = jwe.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let bit = 1; bit < 16; bit++) {
      const other = alphabet[(alphabet.indexOf(last) & 0b110000) | bit];
      expectProblem(await relay.send(device.door, jwe.slice(0, -1) + other), "malformed", 400);
    }
    await expectNothingSent(seen);
  });

  test("at another door than its own", async () => {
    const other = await relay.online(await someDeviceKeys());
    const seen = device.commands.length;
    expectProblem(await relay.send(device.door, (await seal(other)).jwe), "malformed", 400);
    expect(other.commands).toHaveLength(0);
    await expectNothingSent(seen);
    other.stop();
  });

  test("sealed to another key than the door's", async () => {
    const seen = device.commands.length;
    const { jwe } = await seal(device, { keys: await someDeviceKeys() });
    expectProblem(await relay.send(device.door, jwe), "key-changed", 409);
    await expectNothingSent(seen);
  });

  test("to a banned key, from the ban on, and not after it was lifted", async () => {
    const own = await relay.online();
    expect((await relay.send(own.door, (await seal(own)).jwe)).status).toBe(200);
    const closed = own.closed();
    const ban = await relay.ask("/api/banned-keys", {
      method: "POST",
      json: { kid: own.keys.kid, reason: "lost" },
    });
    expect(ban.status).toBeLessThan(300);
    expectProblem(await relay.send(own.door, (await seal(own)).jwe), "key-banned", 403);
    expect(await closed).toBe(4003);
    await relay.ask(`/api/banned-keys/${own.keys.kid}`, { method: "DELETE" });
    expectProblem(await relay.send(own.door, (await seal(own)).jwe), "door-offline", 503);
    expect(own.commands).toHaveLength(1);
  });

  test("made too early or too late; just inside the minute it goes", async () => {
    const seen = device.commands.length;
    const now = Date.now();
    for (const offset of [-75, -3600, 75, 86_400]) {
      const { jwe } = await seal(device, { now: now + offset * SECOND });
      expectProblem(await relay.send(device.door, jwe), "stale", 422);
    }
    for (const offset of [-50, 50]) {
      const { jwe } = await seal(device, { now: now + offset * SECOND });
      expect((await relay.send(device.door, jwe)).status).toBe(200);
    }
    await expectNothingSent(seen + 2);
  });

  test("sent again, though the door refused it the first time", async () => {
    const own = await relay.online(await someDeviceKeys());
    own.reaction = "refuse";
    const { jwe } = await seal(own);
    expect((await relay.send(own.door, jwe)).json<CommandAnswer>().code).toBe(400);
    expectProblem(await relay.send(own.door, jwe), "replayed", 409);
    expect(own.commands).toHaveLength(1);
    own.stop();
  });

  test("with a jti that is under way in other bytes", async () => {
    const own = await relay.online(await someDeviceKeys());
    own.reaction = "keep-silent";
    const { jwe } = await seal(own);
    const first = relay.send(own.door, jwe);
    await own.frame("command");
    const twin = `${jwe.slice(0, -3)}${jwe.at(-3) === "A" ? "B" : "A"}${jwe.slice(-2)}`;
    expectProblem(await relay.send(own.door, twin), "replayed", 409);
    own.stop();
    expectProblem(await first, "device-timeout", 504);
  });
});

describe("the order of the checks", () => {
  test("key before freshness, freshness before replay", async () => {
    const old = Date.now() - 300 * SECOND;
    const otherKey = await seal(device, { keys: await makeDeviceKeys(), now: old });
    expectProblem(await relay.send(device.door, otherKey.jwe), "key-changed", 409);
    const stale = await seal(device, { now: old });
    expectProblem(await relay.send(device.door, stale.jwe), "stale", 422);
    expectProblem(await relay.send(device.door, stale.jwe), "stale", 422);
  });

  test("limits before replay; what is refused before them does not count", async () => {
    // Time stands still, so that how long to wait is the same however long this takes.
    const now = Date.now();
    const own = await TestRelay.start({ environment: { DOOR_COMMANDS_PER_MINUTE: "3" }, now: () => now });
    const door = await own.online(await someDeviceKeys());
    for (let tries = 0; tries < 5; tries++) {
      const stale = await seal(door, { now: now - 300 * SECOND });
      expectProblem(await own.send(door.door, stale.jwe), "stale", 422);
    }
    const { jwe } = await seal(door, { now });
    expect((await own.send(door.door, jwe)).status).toBe(200);
    expectProblem(await own.send(door.door, jwe), "replayed", 409);
    expectProblem(await own.send(door.door, jwe), "replayed", 409);
    const limited = await own.send(door.door, jwe);
    expectProblem(limited, "rate-limited", 429);
    expect(limited.headers["retry-after"]).toBe("20");
    expect(limited.headers["ratelimit-policy"]).toBe(
      '"token";q=60;w=60, "network";q=600;w=60, "door";q=3;w=60',
    );
    expect(limited.headers.ratelimit).toMatch(/^"token";r=\d+;t=1, "network";r=\d+;t=1, "door";r=0;t=20$/);
    // A command that the limit refused was not remembered: it is no replay later.
    expectProblem(await own.send(door.door, (await seal(door, { now })).jwe), "rate-limited", 429);
    expect(door.commands).toHaveLength(1);
    door.stop();
    await own.close();
  });

  test("a token counts over all doors, and each sign-in by itself", async () => {
    const own = await TestRelay.start({ environment: { TOKEN_COMMANDS_PER_MINUTE: "2" } });
    const doors = [await own.online(await someDeviceKeys()), await own.online(await makeDeviceKeys())];
    const send = async (index: number, token: string) => {
      const door = doors[index] ?? doors[0];
      if (!door) throw new Error("no door");
      return own.send(door.door, (await seal(door)).jwe, { token });
    };
    const first = await send(0, own.owner);
    expect(first.status).toBe(200);
    expect(first.headers.ratelimit).toMatch(/^"token";r=1;t=\d+, /);
    expect((await send(1, own.owner)).status).toBe(200);
    expectProblem(await send(1, own.owner), "rate-limited", 429);
    expectProblem(await send(0, own.owner), "rate-limited", 429);
    const again = (await own.signIn("owner@example.org")).accessToken;
    expect((await send(0, again)).status).toBe(200);
    for (const door of doors) door.stop();
    await own.close();
  });

  test("a network counts over all tokens; a whole IPv6 /64 is one", async () => {
    const own = await TestRelay.start({
      environment: { NETWORK_COMMANDS_PER_MINUTE: "2", TRUST_PROXY: "1" },
    });
    const door = await own.online(await someDeviceKeys());
    const staff = await own.person("staff");
    const send = async (token: string, address: string) =>
      own.send(door.door, (await seal(door)).jwe, { token, headers: { "x-forwarded-for": address } });
    expect((await send(own.owner, "2001:db8:1:2::1")).status).toBe(200);
    expect((await send(staff, "2001:db8:1:2:ffff::2")).status).toBe(200);
    expectProblem(await send(staff, "2001:db8:1:2:3:4:5:6"), "rate-limited", 429);
    expect((await send(staff, "2001:db8:1:3::1")).status).toBe(200);
    door.stop();
    await own.close();
  });

  test("one person cannot use a door's whole limit up", async () => {
    const own = await TestRelay.start({
      environment: { DOOR_COMMANDS_PER_MINUTE: "10", TOKEN_COMMANDS_PER_MINUTE: "2" },
    });
    const door = await own.online(await someDeviceKeys());
    const send = async (token: string) => own.send(door.door, (await seal(door)).jwe, { token });
    expect((await send(own.owner)).status).toBe(200);
    expect((await send(own.owner)).status).toBe(200);
    expectProblem(await send(own.owner), "rate-limited", 429);
    expect((await send(await own.person("staff"))).status).toBe(200);
    door.stop();
    await own.close();
  });
});
