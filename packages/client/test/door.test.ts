import { sealResult } from "@openlock/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, memoryPins, storagePins } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeDoor, problem } from "./fake-door.ts";

let fake: FakeDoor;
beforeEach(async () => {
  fake = await FakeDoor.start();
});
afterEach(() => fake.stop());

const client = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ server: fake.url, token: "token", password: "correct horse", ...more });

describe("a door", () => {
  it("opens, and says so by its own seal", async () => {
    const steps: string[] = [];
    fake.run = ({ command, args, password, exp, iat }) => {
      expect({ command, args, password, life: exp - iat }).toEqual({
        command: "unlock",
        args: { seconds: 7 },
        password: "correct horse",
        life: 20,
      });
      return { code: 200, state: { lock: "unlocked", mode: "normal", until: 5 } };
    };
    const state = await client()
      .door("front")
      .unlock({ seconds: 7, onStep: (step) => steps.push(step) });
    expect(state).toEqual({ lock: "unlocked", mode: "normal", until: 5 });
    expect(steps).toEqual(["preparing", "waiting"]);
  });

  it("reads the key once, and seals every command anew", async () => {
    const door = client().door("front");
    await Promise.all([door.unlock(), door.lock(), door.identify(), door.restart()]);
    expect(fake.keyReads).toBe(1);
    expect(new Set(fake.received).size).toBe(4);
  });

  it.each(["bad-password", "stale", "locked-out", "in-lockdown", "invalid-arguments", "failed"] as const)(
    "refuses with %s",
    async (error) => {
      fake.run = () => ({ code: 400, error });
      expect((await failure(client().door("front").unlock())).code).toBe(error);
      expect(fake.received).toHaveLength(1);
    },
  );

  it("that has restarted gets a new command, once", async () => {
    const door = client().door("front");
    await door.status({}).catch(() => {});
    fake.received.length = 0;
    fake.boot = "BBBBBBBBBBBBBBBBBBBBBA";
    const steps: string[] = [];
    await door.unlock({ onStep: (step) => steps.push(step) });
    expect(steps).toEqual(["preparing", "waiting", "retrying", "waiting"]);
    expect(fake.received).toHaveLength(2);

    fake.received.length = 0;
    fake.run = () => ({ code: 400, error: "rebooted" });
    expect((await failure(door.unlock())).code).toBe("rebooted");
    expect(fake.received).toHaveLength(2);
  });
});

describe("a relay that cheats", () => {
  it("cannot say that a door opened", async () => {
    fake.run = () => ({ code: 400, error: "bad-password" });
    fake.tamper = () => ({ body: { code: 200 } });
    expect((await failure(client().door("front").unlock())).code).toBe("forged-answer");
  });

  it("cannot make up an answer, or give one to another command", async () => {
    const forged = await sealResult("A".repeat(43), {
      sub: "AAAAAAAAAAAAAAAAAAAAAA",
      iat: 1,
      code: 200,
      state: { lock: "unlocked", mode: "normal" },
    });
    fake.tamper = () => ({ body: { code: 200, result: forged } });
    expect((await failure(client().door("front").unlock())).code).toBe("forged-answer");

    let first: string | undefined;
    fake.tamper = ({ code, result }) => {
      first ??= result;
      return { body: { code, result: first } };
    };
    const door = client().door("front");
    await door.unlock();
    expect((await failure(door.unlock())).code).toBe("forged-answer");
  });

  it("cannot turn a refusal into a success by its code", async () => {
    fake.run = () => ({ code: 400, error: "bad-password" });
    fake.tamper = ({ result }) => ({ body: { code: 200, result } });
    expect((await failure(client().door("front").unlock())).code).toBe("bad-password");
  });

  it("cannot put another key in a door's place", async () => {
    const pins = memoryPins();
    await client({ pins }).door("front").unlock();
    const pinned = fake.keys.kid;
    await fake.replaceKey();
    fake.received.length = 0;
    const error = await failure(client({ pins }).door("front").unlock());
    expect(error.code).toBe("key-changed");
    expect(error.keys).toEqual({ pinned, offered: fake.keys.kid });
    expect(fake.received).toEqual([]);
    expect(await pins.get("front")).toBe(pinned);

    const door = client({ pins }).door("front");
    await door.pin(fake.keys.kid);
    await door.unlock();
  });

  it("that knows of a newer key leads to the comparison, not to a retry", async () => {
    const door = client().door("front");
    await door.unlock();
    await fake.replaceKey();
    fake.tamper = () => problem(409, "key-changed", "another key");
    const error = await failure(door.unlock());
    expect(error.keys?.offered).toBe(fake.keys.kid);
    expect(fake.received).toHaveLength(2);
  });
});

describe("what goes wrong on the way", () => {
  it.each([
    [403, "forbidden"],
    [404, "door-unknown"],
    [409, "replayed"],
    [422, "stale"],
    [503, "door-offline"],
    [504, "device-timeout"],
  ] as const)("%i %s", async (status, name) => {
    fake.tamper = () => problem(status, name, "what happened");
    const error = await failure(client().door("front").unlock());
    expect([error.code, error.message]).toEqual([name, "what happened"]);
  });

  it("tells when to come again", async () => {
    fake.tamper = () => problem(429, "rate-limited", "slowly", { "retry-after": "7" });
    expect((await failure(client().door("front").unlock())).retryAfterSeconds).toBe(7);
  });

  it("knows a problem that it does not know", async () => {
    fake.tamper = () => problem(418, "teapot", "short and stout");
    expect(await failure(client().door("front").unlock())).toMatchObject({
      code: "unknown-problem",
      message: "short and stout",
    });
  });

  it.each([
    "",
    "<html>",
    "{}",
    '{"code":200,"code":200}',
    '{"code":201}',
    `{"code":200,"result":${" ".repeat(70_000)}""}`,
  ])("takes no answer like %.30j", async (body) => {
    fake.tamper = () => ({ body });
    expect((await failure(client().door("front").unlock())).code).toBe("bad-response");
  });

  it("asks for the password when there is none, and sends nothing", async () => {
    const error = await failure(
      client({ password: () => undefined })
        .door("front")
        .unlock(),
    );
    expect(error.code).toBe("no-password");
    expect(fake.keyReads).toBe(0);
  });

  it("sends no command that is out of bounds", async () => {
    expect(
      (
        await failure(
          client()
            .door("front")
            .unlock({ password: "x".repeat(300) }),
        )
      ).code,
    ).toBe("invalid-command");
    expect(fake.received).toEqual([]);
  });

  it("says that the token is not good, and takes a new one the next time", async () => {
    let token = "old";
    const door = client({ token: async () => token }).door("front");
    expect((await failure(door.unlock())).code).toBe("unauthenticated");
    token = "token";
    await door.unlock();
  });

  it("tells a lost connection, a silent relay and a change of mind apart", async () => {
    fake.tamper = () => "hang-up";
    expect((await failure(client().door("front").unlock())).code).toBe("network");
    fake.tamper = () => "hang";
    expect((await failure(client({ timeoutMs: 200 }).door("front").unlock())).code).toBe("timeout");
    const gaveUp = new AbortController();
    const onStep = () => gaveUp.abort();
    expect((await failure(client().door("front").unlock({ signal: gaveUp.signal, onStep }))).code).toBe(
      "aborted",
    );
  });

  it("takes no key that is unfit", async () => {
    fake.keyAnswer = {
      body: { key: { kty: "RSA", n: "AQAB", e: "AQAB" }, boot: fake.boot, registeredAt: 1 },
    };
    expect((await failure(client().door("front").unlock())).code).toBe("bad-response");
  });
});

it("keeps pins in a storage, each door its own", () => {
  const kept = new Map<string, string>();
  const pins = storagePins(
    { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    "p:",
  );
  pins.set("front", "kid");
  expect([pins.get("front"), pins.get("back"), [...kept]]).toEqual(["kid", undefined, [["p:front", "kid"]]]);
});
