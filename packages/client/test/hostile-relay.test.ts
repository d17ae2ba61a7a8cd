import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { DEVICE_ERRORS, fingerprint } from "@openlock/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient, memoryPins, OpenLockError, type OpenLockErrorCode } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeDoor, problem } from "./fake-door.ts";

let fake: FakeDoor;
beforeEach(async () => {
  fake = await FakeDoor.start();
});
afterEach(() => fake.stop());

const client = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
  createClient({ server: fake.url, token: "token", password: "correct horse", ...more });

/** A relay that does what a test says, on a real port. */
async function serve(handle: RequestListener) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}`, server, stop };
}

describe("a hostile relay", () => {
  it.each(DEVICE_ERRORS.filter((name) => name !== "stale" && name !== "replayed"))(
    "cannot say %s in the door's name",
    async (name) => {
      fake.tamper = () => problem(400, name, "says the relay");
      expect((await failure(client().door("front").unlock())).code).toBe("unknown-problem");
    },
  );

  it.each(["key-unknown", "no-password", "forged-answer", "constructor", ""])(
    "cannot say %j in this program's name",
    async (name) => {
      fake.tamper = () => problem(400, name, "says the relay");
      expect((await failure(client().door("front").unlock())).code).toBe("unknown-problem");
    },
  );

  it("cannot swap the answers of two commands", async () => {
    const door = client().door("front");
    const answers: { code: number; result?: string }[] = [];
    let both = () => {};
    const complete = new Promise<void>((resolve) => {
      both = resolve;
    });
    fake.intercept = async (answer) => {
      const mine = answers.push(answer) - 1;
      if (answers.length === 2) both();
      await complete;
      return answers[1 - mine] ?? answer;
    };
    const [unlock, lock] = await Promise.all([failure(door.unlock()), failure(door.lock())]);
    expect([unlock.code, lock.code]).toEqual(["forged-answer", "forged-answer"]);
    expect([unlock.mayHaveRun, lock.mayHaveRun]).toEqual([true, true]);
  });

  it("cannot fill the memory, with an answer or with an error", async () => {
    for (const status of [200, 500]) {
      const relay = await serve((request, response) => {
        response.writeHead(status, { "content-type": "application/json" });
        const chunk = Buffer.alloc(4096, 0x20);
        const more = () => {
          while (response.write(chunk));
        };
        response.on("drain", more);
        more();
        request.resume();
      });
      const closed = new Promise((resolve) => {
        relay.server.on("connection", (socket) => socket.on("close", resolve));
      });
      expect((await failure(client({ server: relay.url }).door("front").unlock())).code).toBe("bad-response");
      await closed;
      relay.stop();
    }
  });

  it("cannot send token or command to somebody else", async () => {
    const elsewhere: string[] = [];
    const other = await serve((request, response) => {
      elsewhere.push(request.headers.authorization ?? "");
      response.end();
    });
    const relay = await serve((_, response) => {
      response.writeHead(307, { location: `${other.url}/api/doors/front/key` });
      response.end();
    });
    expect((await failure(client({ server: relay.url }).door("front").unlock())).code).toBe("network");
    expect(elsewhere).toEqual([]);
    relay.stop();
    other.stop();
  });

  it("cannot make a client seal for another key by saying that the key changed", async () => {
    fake.tamper = () => problem(409, "key-changed", "it did");
    const error = await failure(client().door("front").unlock());
    if (error.code !== "key-changed") throw error;
    expect(error.keys).toEqual({ pinned: fake.keys.kid, offered: fake.keys.kid });
    expect(fake.received).toHaveLength(1);
  });

  it("cannot have a command retried for ever", async () => {
    fake.run = () => ({ code: 400, error: "rebooted" });
    const door = client().door("front");
    await failure(door.unlock());
    expect([fake.received.length, fake.keyReads]).toEqual([2, 2]);
  });

  it("cannot have a command retried without the door's word", async () => {
    fake.tamper = () => problem(400, "rebooted", "says the relay");
    await failure(client().door("front").unlock());
    fake.tamper = () => ({ body: { code: 400 } });
    await failure(client().door("front").unlock());
    expect(fake.received).toHaveLength(2);
  });
});

describe("trust in a key", () => {
  it("is given only on purpose where the first use is refused", async () => {
    const door = client({ firstUse: "refuse" }).door("front");
    const error = await failure(door.unlock());
    if (error.code !== "key-unknown") throw error;
    expect(error.offered).toBe(fake.keys.kid);
    expect(error.message).toContain(fingerprint(fake.keys.kid));
    expect(fake.received).toEqual([]);

    await door.pin(fingerprint(fake.keys.kid));
    await door.unlock();
    expect((await failure(door.pin("not a key"))).code).toBe("invalid-command");
  });

  it("goes to one of two keys that are offered at once", async () => {
    const pins = memoryPins();
    const door = client({ pins }).door("front");
    await Promise.all([door.unlock(), door.unlock()]);
    await fake.replaceKey();
    const codes = await Promise.all([
      failure(client({ pins }).door("front").unlock()),
      failure(client({ pins }).door("front").unlock()),
    ]);
    expect(codes.map(({ code }) => code)).toEqual(["key-changed", "key-changed"]);
  });

  it("is not assumed where keys cannot be kept or read", async () => {
    const broken = () => {
      throw new Error("quota");
    };
    for (const pins of [
      { get: broken, set: () => {} },
      { get: () => undefined, set: broken },
      { get: () => Promise.reject(new Error("gone")), set: () => {} },
    ]) {
      expect((await failure(client({ pins }).door("front").unlock())).code).toBe("pins-failed");
    }
    expect(fake.received).toEqual([]);
  });
});

describe("what may have run", () => {
  it.each([
    ["door-offline", 503, false],
    ["rate-limited", 429, false],
    ["stale", 422, false],
    ["device-timeout", 504, true],
    ["teapot", 500, true],
  ] as const)("%s", async (name, status, mayHaveRun) => {
    fake.tamper = () => problem(status, name, "…");
    expect((await failure(client().door("front").unlock())).mayHaveRun).toBe(mayHaveRun);
  });

  it("is nothing before the command is on its way, and unknown after", async () => {
    fake.keyAnswer = "hang-up";
    expect(await failure(client().door("front").unlock())).toMatchObject({
      code: "network",
      mayHaveRun: false,
    });
    fake.keyAnswer = undefined;
    fake.tamper = () => "hang-up";
    expect(await failure(client().door("front").unlock())).toMatchObject({
      code: "network",
      mayHaveRun: true,
    });
    fake.tamper = () => ({ body: "?" });
    expect((await failure(client().door("front").unlock())).mayHaveRun).toBe(true);
  });

  it("is nothing where the door refused, and the door's state comes with that", async () => {
    fake.run = () => ({ code: 400, error: "in-lockdown", state: { lock: "locked", mode: "lockdown" } });
    const error = await failure(client().door("front").unlock());
    expect(error).toMatchObject({ mayHaveRun: false, state: { lock: "locked", mode: "lockdown" } });
  });

  it("tells a wrong clock by the door's own, which comes sealed", async () => {
    fake.run = ({ iat }) => ({ code: 400, error: "stale", iat: iat + 300 });
    const { code, doorAheadSeconds } = await failure(client().door("front").unlock());
    expect(code).toBe("stale");
    expect(Math.round((doorAheadSeconds ?? 0) / 10)).toBe(30);
  });
});

describe("the caller's part", () => {
  it("ends one call without ending another that waits for the same key", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asked: string[] = [];
    const stop = new AbortController();
    const door = client({
      fetch: async (input, init) => {
        asked.push(String(input));
        await held;
        return fetch(input, init);
      },
    }).door("front");
    const first = failure(door.unlock({ signal: stop.signal }));
    const second = door.lock();
    stop.abort();
    expect(await first).toMatchObject({ code: "aborted", mayHaveRun: false });
    release();
    await second;
    expect(asked.filter((url) => url.endsWith("/key"))).toHaveLength(1);
  });

  it("ends a call while somebody is asked for the password", async () => {
    const stop = new AbortController();
    const password = () => {
      stop.abort();
      return new Promise<string>(() => {});
    };
    expect((await failure(client().door("front").unlock({ signal: stop.signal, password }))).code).toBe(
      "aborted",
    );
    expect(fake.keyReads).toBe(0);
  });

  it("that gives no token or password is told so, with its own error as the cause", async () => {
    const cause = new Error("the vault is locked");
    const broken = () => {
      throw cause;
    };
    for (const [option, code] of [
      ["token", "unauthenticated"],
      ["password", "no-password"],
    ] as const) {
      expect(
        await failure(
          client({ [option]: broken })
            .door("front")
            .unlock(),
        ),
      ).toMatchObject({ code, cause });
    }
    expect(fake.keyReads).toBe(0);
  });

  it("cannot hang on a token", async () => {
    const token = () => new Promise<string>(() => {});
    expect((await failure(client({ token, timeoutMs: 50 }).door("front").unlock())).code).toBe("timeout");
  });

  it.each([
    "http://192.0.2.1",
    "http://relay.example",
    "ftp://localhost",
    "javascript:alert(1)",
    "relay",
    "",
  ])("is told that %j is no safe address", async (server) => {
    const fetched: unknown[] = [];
    const unsafe = client({
      server,
      fetch: async (input) => {
        fetched.push(input);
        return new Response();
      },
    });
    expect((await failure(unsafe.door("front").unlock())).code).toBe("insecure-server");
    expect(fetched).toEqual([]);
  });

  it("can have a relay below a path", async () => {
    const asked: string[] = [];
    const below = client({
      server: "https://example.org/openlock/",
      fetch: async (input) => {
        asked.push(String(input));
        return new Response("", { status: 500 });
      },
    });
    await failure(below.door("front").unlock());
    expect(asked).toEqual(["https://example.org/openlock/api/doors/front/key"]);
  });

  it.each(["", "..", "a/b", "Front", "front/../back", "front?x"])("cannot name a door %j", (id) => {
    let code: OpenLockErrorCode | undefined;
    try {
      client().door(id);
    } catch (error) {
      if (error instanceof OpenLockError) code = error.code;
    }
    expect(code).toBe("invalid-command");
  });

  it("gives a password for one call, asked for when it is needed", async () => {
    const given: (string | undefined)[] = [];
    fake.run = ({ password }) => {
      given.push(password);
      return { code: 200 };
    };
    const door = client().door("front");
    await door.unlock({ password: async (id) => `password of ${id}` });
    await door.unlock();
    expect(given).toEqual(["password of front", "correct horse"]);
  });
});
