import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answer, createRig, expectProblem, type Rig } from "./management-rig.ts";

const EMAIL = "ada@example.org";
const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe("failed sign-ins", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
    await rig.person("staff", { email: EMAIL });
  });
  afterEach(() => rig.close());

  interface From {
    readonly ip?: string;
    readonly node?: 0 | 1;
    readonly cookie?: string;
  }
  const options = ({ ip, node, cookie }: From) => ({
    ...(ip === undefined ? {} : { ip }),
    ...(node === undefined ? {} : { node }),
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });
  const ask = (email: string, from: From = {}) =>
    rig.request("POST", "/api/sign-in/code", { json: { email }, ...options(from) });
  const enter = (email: string, code: string, from: From = {}) =>
    rig.request("POST", "/api/sign-in", { json: { email, code }, ...options(from) });
  const waitOf = (answer: Answer) => Number(answer.headers.get("retry-after"));
  const browserOf = (answer: Answer) =>
    answer.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith("openlock_browser="))
      ?.split(";")[0] ?? "";
  /** Signs in once. @returns the cookie of a browser that is known from then on */
  const knownBrowser = async () => {
    await ask(EMAIL, { ip: "203.0.113.1" });
    return browserOf(await enter(EMAIL, await rig.codeFor(EMAIL), { ip: "203.0.113.1" }));
  };
  /** Fails at an address, from as many networks, at both nodes, until it has to wait. */
  const failUntilRefused = async (email: string) => {
    for (let guess = 0; guess < 40; guess++) {
      const answer = await enter(email, "000000", { ip: `198.51.100.${guess}`, node: guess % 2 ? 0 : 1 });
      if (answer.status === 429) return answer;
    }
    throw new Error("never refused");
  };

  it("at an address make each further attempt wait longer, from wherever and at whichever node", async () => {
    const waits: number[] = [];
    for (let round = 0; round < 12; round++) {
      const refused = await failUntilRefused(EMAIL);
      expectProblem(refused, "rate-limited", 429);
      waits.push(waitOf(refused));
      rig.advance(waitOf(refused) * SECOND);
    }
    expect(waits.slice(0, 8)).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    expect(Math.max(...waits)).toBe(900);
  });

  it("are not made to wait longer by whoever only tries too early", async () => {
    await failUntilRefused(EMAIL);
    for (let early = 0; early < 30; early++) {
      expect((await enter(EMAIL, "000000", { ip: `203.0.113.${early}` })).status).toBe(429);
    }
    rig.advance(2 * SECOND);
    expect((await enter(EMAIL, "000000")).status).toBe(401);
  });

  it("are forgotten with a right code", async () => {
    await failUntilRefused(EMAIL);
    rig.advance(2 * SECOND);
    await ask(EMAIL);
    expect((await enter(EMAIL, await rig.codeFor(EMAIL))).status).toBe(200);
    for (let guess = 0; guess < 5; guess++) {
      expect((await enter(EMAIL, "000000", { ip: "203.0.113.7" })).status).toBe(401);
    }
  });

  it("from a network make it wait, whosever address they are at", async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess++) {
      statuses.push((await enter(`p${guess}@example.org`, "000000", { ip: "2001:db8:1:2::1" })).status);
    }
    expect(statuses).toEqual([...Array(20).fill(401), 429]);
    expect((await enter("q@example.org", "000000", { ip: "2001:db8:1:3::1" })).status).toBe(401);
    // Neither does a right code of somebody's let it go on guessing at others'.
    rig.advance(SECOND);
    const ip = "2001:db8:1:2::2";
    await ask(EMAIL, { ip });
    expect((await enter(EMAIL, await rig.codeFor(EMAIL), { ip })).status).toBe(200);
    expect((await enter("r@example.org", "000000", { ip })).status).toBe(401);
    expect(waitOf(await enter("s@example.org", "000000", { ip }))).toBeGreaterThanOrEqual(1);
  });

  it("of many at once are no more than one after the other", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) =>
        enter(EMAIL, "000000", { ip: `198.51.100.${guess}`, node: guess % 2 ? 0 : 1 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it("of strangers lock nobody out of a browser that they have signed in at", async () => {
    const cookie = await knownBrowser();
    // Somebody goes on and on: uses the mails up, guesses each code away, and keeps the address waiting.
    for (let round = 0; round < 40; round++) {
      await ask(EMAIL, { ip: `198.51.100.${round}` });
      await failUntilRefused(EMAIL);
    }
    expect((await ask(EMAIL, { ip: "203.0.113.1" })).status).toBe(429);
    expect((await ask(EMAIL, { ip: "203.0.113.1", cookie })).status).toBe(202);
    const code = await rig.codeFor(EMAIL);
    // Nor does its own code go with theirs.
    expect((await enter(EMAIL, code, { ip: "192.0.2.77" })).status).toBe(429);
    expect((await enter(EMAIL, code, { ip: "203.0.113.1", cookie })).status).toBe(200);
  });

  it("at a known browser make it wait too", async () => {
    const cookie = await knownBrowser();
    for (let guess = 0; guess < 5; guess++) {
      expect((await enter(EMAIL, "000000", { cookie, ip: `198.51.100.${guess}` })).status).toBe(401);
    }
    expect((await enter(EMAIL, "000000", { cookie })).status).toBe(429);
    // Strangers' share is their own.
    expect((await enter(EMAIL, "000000")).status).toBe(401);
  });

  it("know a browser by its own cookie alone: another's, or a changed one, is a stranger's", async () => {
    const cookie = await knownBrowser();
    await failUntilRefused("other@example.org");
    expect((await enter("other@example.org", "000000", { cookie })).status).toBe(429);
    await failUntilRefused(EMAIL);
    const changed = `${cookie.slice(0, 20)}${cookie[20] === "A" ? "B" : "A"}${cookie.slice(21)}`;
    for (const wrong of [changed, `${cookie}x`, "openlock_browser=", "openlock_browser=a.b"]) {
      expect((await enter(EMAIL, "000000", { cookie: wrong })).status, wrong).toBe(429);
    }
    expect((await enter(EMAIL, "000000", { cookie })).status).toBe(401);
  });

  it("at the set-up link count as well", async () => {
    const use = () =>
      rig.request("POST", "/api/setup", { json: { token: "A".repeat(32), email: EMAIL, name: "Eve" } });
    for (let guess = 0; guess < 20; guess++) await use();
    const refused = await use();
    expectProblem(refused, "rate-limited", 429);
    expect(waitOf(refused)).toBeGreaterThan(0);
  });

  it("are told of what is left for the network, never of what is left for the address", async () => {
    const answer = await ask(EMAIL);
    expect(answer.headers.get("ratelimit-policy")).toBe('"sign-in-mails";q=60;w=900');
    expect(answer.headers.get("ratelimit")).toBe('"sign-in-mails";r=59;t=15');
    expect((await enter(EMAIL, "000000")).headers.get("ratelimit")).toBe('"sign-ins";r=99;t=9');
    rig.advance(15 * MINUTE);
    expect((await ask(EMAIL)).headers.get("ratelimit")).toBe('"sign-in-mails";r=59;t=15');
  });
});
