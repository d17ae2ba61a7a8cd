import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type Ask,
  createRig,
  expectProblem,
  type Rig,
  type SignedInPerson,
} from "./management-rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ATTACKER = "198.51.100.66";
const HOME = "203.0.113.5";

const PUBLIC_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });

describe("blocked networks", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig({ BLOCK_AFTER_REFUSALS: "10", BLOCK_MINUTES: "15" });
    owner = await rig.person("owner");
  });
  afterEach(() => rig.close());

  const settled = () => Promise.all(rig.nodes.map(({ blocks }) => blocks.settled()));
  const me = (ask: Ask) => rig.request("GET", "/api/me", ask);
  const guess = (ip = ATTACKER, node: 0 | 1 = 0) => me({ token: "A.B.C", ip, node });
  /** Asks without the right to until the network is blocked. @returns how often it was refused before */
  const provoke = async (ask: () => Promise<Answer>, most = 100) => {
    for (let refusals = 0; refusals < most; refusals++) {
      const { problem } = await ask();
      if (problem === "blocked") return refusals;
      await settled();
    }
    return most;
  };
  const list = async () => {
    const answer = await rig.request<{ blocks: object[] }>("GET", "/api/blocks", {
      token: (await rig.signIn(owner.person)).token,
      ip: HOME,
    });
    return answer.body.blocks;
  };
  const lift = (address: string, token = owner.token) =>
    rig.request("DELETE", `/api/blocks/${address}`, { token, ip: HOME });

  it("are those that tried without the right to again and again, on every node at once", async () => {
    expect(await provoke(() => guess())).toBe(11);
    for (const node of [0, 1] as const) {
      const refused = await me({ token: owner.token, ip: ATTACKER, node });
      expectProblem(refused, "blocked", 403);
      expect(refused.headers.get("retry-after")).toBe("900");
      expect(refused.headers.get("connection")).toBe("close");
    }
    expect((await me({ token: owner.token, ip: HOME })).status).toBe(200);
  });

  it("are kept out of everything, before a body, a token or a route is looked at", async () => {
    await provoke(() => guess());
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/healthz"],
      ["GET", "/api/no-such-thing"],
      ["PUT", "/api/me"],
      ["POST", "/api/sign-in"],
      ["POST", "/api/devices/register"],
      ["GET", "/api/doors/front/key"],
    ] as const) {
      const json = method === "POST" ? "not JSON" : undefined;
      expectProblem(await rig.request(method, path, { ip: ATTACKER, json }), "blocked", 403);
    }
  });

  it("come back when their time is over; each further block lasts twice as long, up to a day", async () => {
    const lengths: number[] = [];
    for (let times = 0; times < 9; times++) {
      await provoke(() => guess());
      const seconds = Number((await guess()).headers.get("retry-after"));
      lengths.push(seconds / 60);
      rig.advance(seconds * 1000 - 1);
      expectProblem(await guess(), "blocked", 403);
      rig.advance(1);
      expectProblem(await guess(), "unauthenticated", 401);
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
    // A week of peace, and it begins anew.
    rig.advance(8 * 24 * HOUR);
    await provoke(() => guess());
    expect((await guess()).headers.get("retry-after")).toBe("900");
  });

  it.each<[string, (ip: string, times: number) => Promise<Answer>]>([
    ["guess at codes", (ip, n) => enter(`p${n}@example.org`, ip)],
    ["use another's refresh token", (ip, n) => refresh(ip, n)],
  ])("are those that %s", async (_, ask) => {
    let times = 0;
    expect(await provoke(() => ask(ATTACKER, times++))).toBeLessThan(20);
  });

  it.each<[string, (ip: string) => Promise<Answer>]>([
    ["go on with an API key that was revoked", (ip) => me({ ip, token: `olk_${"A".repeat(43)}` })],
  ])("are, much later, those that %s", async (_, ask) => {
    const times = await provoke(() => ask(ATTACKER), 100);
    expect(times).toBeGreaterThan(40);
    expect(times).toBeLessThan(100);
  });

  it("are never those of whoever visits a page elsewhere, whatever that can send", async () => {
    const cors = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    const text = { ...cors, "content-type": "text/plain" };
    for (let times = 0; times < 120; times++) {
      // What a page can send without asking first: as an image, a form, or with mode "no-cors".
      await me({ ip: ATTACKER, headers: { "sec-fetch-site": "cross-site" } });
      // A relay that has plain HTTP alone is not told whose page it was.
      await me({ ip: ATTACKER });
      for (const path of ["/api/session/refresh", "/api/sign-in/passkey/options"]) {
        await rig.request("POST", path, { ip: ATTACKER, headers: cors });
        await rig.request("POST", path, { ip: ATTACKER, headers: { origin: "https://evil.example" } });
      }
      for (const path of ["/api/sign-in", "/api/sign-in/code", "/api/setup", "/api/devices/register"]) {
        await rig.request("POST", path, { ip: ATTACKER, headers: text, json: "{}" });
        await rig.request("POST", path, { ip: ATTACKER, headers: cors });
      }
      // And what it can only ask whether it may.
      const preflight = { ...cors, "access-control-request-headers": "authorization" };
      await rig.request("OPTIONS", "/api/me", { ip: ATTACKER, headers: preflight });
    }
    await settled();
    expect(await list()).toEqual([]);
    expect((await me({ token: (await rig.signIn(owner.person)).token, ip: ATTACKER })).status).toBe(200);
  });

  it("are not those whose browsers a page elsewhere has asked, for all it can send", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    const origin = "https://evil.example";
    const asked = async (ip: string) => [
      await me({ ip, headers }),
      await me({ ip, headers: { ...headers, origin } }),
      await rig.request("POST", "/api/session/refresh", { ip, headers: { ...headers, origin } }),
    ];
    for (let times = 0; times < 60; times++) {
      for (const { problem } of await asked(HOME)) expect(problem).not.toBe("blocked");
      await settled();
    }
    // Whoever guesses says so in vain.
    expect(await provoke(() => me({ ip: ATTACKER, headers, token: "A.B.C" }))).toBe(11);
    let guesses = 0;
    expect(
      await provoke(() =>
        rig.request("POST", "/api/sign-in", {
          ip: "198.51.100.67",
          headers,
          json: { email: `q${guesses++}@example.org`, code: "000000" },
        }),
      ),
    ).toBeLessThan(20);
  });

  const enter = (email: string, ip: string) =>
    rig.request("POST", "/api/sign-in", { json: { email, code: "000000" }, ip });
  const refresh = (ip: string, n: number) =>
    rig.request("POST", "/api/session/refresh", {
      ip,
      headers: { cookie: `openlock_refresh=${String(n).padStart(43, "A")}` },
    });

  it("are those that guess at the set-up link", async () => {
    const bare = await createRig({ BLOCK_AFTER_REFUSALS: "10" });
    const json = { token: "A".repeat(32), email: "eve@example.org", name: "Eve" };
    for (let times = 0; times < 11; times++) {
      expectProblem(await bare.request("POST", "/api/setup", { json, ip: ATTACKER }), "forbidden", 403);
    }
    await bare.nodes[0].blocks.settled();
    expectProblem(await bare.request("POST", "/api/setup", { json, ip: ATTACKER }), "blocked", 403);
    await bare.close();
  });

  it("are those that ask for what their role may not", async () => {
    const staff = await rig.person("staff");
    const ask = () => rig.request("GET", "/api/people", { token: staff.token, ip: ATTACKER });
    expect(await provoke(ask)).toBe(11);
  });

  it("are never those of a session that does what it may, or of one that has just ended", async () => {
    const staff = await rig.person("staff", { doors: { all: false, ids: ["gone"] } });
    for (let times = 0; times < 40; times++) {
      expect((await me({ token: staff.token, ip: ATTACKER })).status).toBe(200);
      // A door that was removed while a page shows it.
      await rig.request("GET", "/api/doors/gone", { token: staff.token, ip: ATTACKER });
      await rig.request("POST", "/api/sign-in", { json: { email: 7 }, ip: ATTACKER });
    }
    // Pages that nobody is signed in at, and pages that slept too long.
    rig.advance(HOUR);
    for (let times = 0; times < 20; times++) {
      expect((await me({ token: staff.token, ip: ATTACKER })).status).toBe(401);
      await rig.request("POST", "/api/session/refresh", { ip: ATTACKER });
    }
    await settled();
    expect(await list()).toEqual([]);
  });

  it("are those that go on and on against a limit", async () => {
    const ask = () => rig.request("POST", "/api/sign-in/code", { json: { email: "a@b.org" }, ip: ATTACKER });
    expect(await provoke(ask)).toBe(61);
    expect(await list()).toMatchObject([{ network: ATTACKER, why: "excess" }]);
  });

  it("are those of devices later: a house full of doors comes back at once", async () => {
    const claim = () =>
      rig.request("POST", "/api/devices/register", {
        ip: ATTACKER,
        json: {
          doorId: "front",
          publicKey: PUBLIC_KEY,
          uid: "0a1b2c3d4e5f",
          boot: "A".repeat(22),
          firmware: { version: "1.0.0", chip: "ESP32" },
        },
      });
    for (let times = 0; times < 45; times++) expectProblem(await claim(), "forbidden", 403);
    await settled();
    expect(await list()).toEqual([]);
    for (let times = 0; times < 10; times++) await claim();
    await settled();
    expect(await list()).toMatchObject([{ network: ATTACKER, why: "devices" }]);
  });

  it("are a whole IPv6 /64, and nobody beside it", async () => {
    let last = 0;
    await provoke(() => guess(`2001:db8:1:2::${(++last).toString(16)}`));
    expectProblem(await me({ token: owner.token, ip: "2001:db8:1:2:ffff:ffff:ffff:ffff" }), "blocked", 403);
    expect((await me({ token: owner.token, ip: "2001:db8:1:3::1" })).status).toBe(200);
  });

  it("are not others', whatever X-Forwarded-For says", async () => {
    // What the client wrote stands before what the proxy saw.
    expect(await provoke(() => guess(`${HOME}, ${ATTACKER}`))).toBe(11);
    expect((await me({ token: owner.token, ip: HOME })).status).toBe(200);
    expect(await list()).toMatchObject([{ network: ATTACKER }]);
    // Nor does a new address each time help.
    let lie = 0;
    expectProblem(await guess(`192.0.2.${++lie}, 127.0.0.1, ${ATTACKER}`), "blocked", 403);
  });

  it.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "not an address"])(
    "are never this machine's own: %s",
    async (ip) => {
      expect(await provoke(() => guess(ip), 30)).toBe(30);
    },
  );

  it("are none where BLOCK_AFTER_REFUSALS is 0", async () => {
    const lenient = await createRig({ BLOCK_AFTER_REFUSALS: "0" });
    for (let times = 0; times < 80; times++) {
      const { problem } = await lenient.request("GET", "/api/me", { token: "A.B.C", ip: ATTACKER });
      expect(problem).toBe("unauthenticated");
    }
    await lenient.close();
  });

  it("are listed for owners and admins, with since when, until when, why and how often", async () => {
    await provoke(() => guess());
    expect(await list()).toEqual([
      {
        network: ATTACKER,
        since: rig.clock.now,
        until: rig.clock.now + 15 * MINUTE,
        why: "unauthorised",
        times: 1,
      },
    ]);
  });

  it("can be lifted, on every node at once, and the next mistake is the first again", async () => {
    await provoke(() => guess(ATTACKER, 1));
    expect((await lift(ATTACKER)).status).toBe(204);
    for (const node of [0, 1] as const) {
      expect((await me({ token: owner.token, ip: ATTACKER, node })).status).toBe(200);
    }
    expectProblem(await guess(), "unauthenticated", 401);
    await settled();
    expect((await me({ token: owner.token, ip: ATTACKER })).status).toBe(200);
    expectProblem(await lift(ATTACKER), "not-found", 404);
    expectProblem(await lift("no-address"), "malformed", 400);
  });

  it("can be lifted by any address of an IPv6 network", async () => {
    await provoke(() => guess("2001:db8:1:2::1"));
    expect((await lift("2001:db8:1:2::")).status).toBe(204);
    expectProblem(await guess("2001:db8:1:2::1"), "unauthenticated", 401);
  });

  it("can be lifted by nobody who has some doors only", async () => {
    await provoke(() => guess());
    const admin = await rig.person("admin", { doors: { all: false, ids: [] } });
    expectProblem(await lift(ATTACKER, admin.token), "forbidden", 403);
    expectProblem(await guess(), "blocked", 403);
  });

  it("are written down: the block and who lifted it, once each", async () => {
    await provoke(() => guess());
    await lift(ATTACKER);
    const rows = (await rig.audit()).filter(({ action }) => action.startsWith("network."));
    expect(rows).toMatchObject([
      {
        action: "network.block",
        actor: { kind: "relay" },
        outcome: "done",
        ip: ATTACKER,
        detail: { network: ATTACKER, why: "unauthorised", minutes: 15, times: 1 },
      },
      {
        action: "network.unblock",
        actor: { kind: "person", id: owner.person.id },
        outcome: "begun",
        detail: { network: ATTACKER },
      },
      { action: "network.unblock", outcome: "done", ip: HOME },
    ]);
  });

  it("show in the metrics", async () => {
    await provoke(() => guess());
    const { text } = await rig.request("GET", "/metrics", { ip: HOME });
    expect(text).toMatch(/^openlock_blocks_total\{reason="unauthorised"\} 1$/m);
    expect(text).toMatch(/^openlock_blocked_networks 1$/m);
    expect(text).toMatch(/^openlock_refusals_total\{reason="blocked"\} [1-9]/m);
  });
});
