import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answer, cookieOf, createRig, expectProblem, type Rig, sessionOf } from "./management-rig.ts";

const EMAIL = "ada@example.org";
const UNKNOWN = "nobody@example.org";
const MINUTE = 60_000;

describe("sign-in by mail", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
    await rig.records.people.create({
      email: EMAIL,
      name: "Ada",
      role: "staff",
      doors: { all: true },
      at: rig.clock.now,
    });
  });
  afterEach(() => rig.close());

  const ask = (email: string, ip?: string) =>
    rig.request("POST", "/api/sign-in/code", { json: { email }, ...(ip === undefined ? {} : { ip }) });
  const enter = (email: string, code: string, ip?: string) =>
    rig.request("POST", "/api/sign-in", { json: { email, code }, ...(ip === undefined ? {} : { ip }) });
  const other = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

  it("mails a code that signs in once, whatever the spelling of the address", async () => {
    expect((await ask("Ada@Example.ORG")).status).toBe(202);
    const code = await rig.codeFor(EMAIL);
    const answer = await enter("ADA@example.org", code);
    expect(sessionOf(answer).me.email).toBe(EMAIL);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^openlock_refresh=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/api\/session; HttpOnly; SameSite=Strict$/,
    );
    expectProblem(await enter(EMAIL, code), "code-expired", 401);
  });

  it("says in plain words what to do if it was not you, and no code in the subject", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const [mail = ""] = await rig.mails();
    expect(mail).toContain("It was not you?");
    expect(/^Subject: (.*)$/m.exec(mail)?.[1]).not.toContain(code);
  });

  it("takes a code for ten minutes", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    rig.advance(10 * MINUTE);
    expectProblem(await enter(EMAIL, code), "code-expired", 401);
  });

  it("takes the newest code only", async () => {
    await ask(EMAIL);
    const first = await rig.codeFor(EMAIL);
    rig.advance(1);
    await ask(EMAIL);
    const second = await rig.codeFor(EMAIL);
    if (first !== second) expectProblem(await enter(EMAIL, first), "code-wrong", 401);
    expect((await enter(EMAIL, second)).status).toBe(200);
  });

  it("gives five tries a code, then not even the right one helps", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    for (let guess = 1; guess <= 4; guess++) {
      expectProblem(await enter(EMAIL, other(code, guess)), "code-wrong", 401);
    }
    expectProblem(await enter(EMAIL, other(code, 5)), "code-expired", 401);
    rig.advance(MINUTE);
    expectProblem(await enter(EMAIL, code), "code-expired", 401);
  });

  it("gives five tries to guesses that come at once", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const guesses = Array.from({ length: 12 }, (_, guess) => enter(EMAIL, other(code, guess + 1)));
    const problems = (await Promise.all(guesses)).map(({ problem }) => problem);
    expect(problems.filter((problem) => problem === "code-wrong").length).toBe(4);
    rig.advance(MINUTE);
    expectProblem(await enter(EMAIL, code), "code-expired", 401);
  });

  it("one right code that is entered twice at once signs in once", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const statuses = (await Promise.all([enter(EMAIL, code), enter(EMAIL, code)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 401]);
  });

  it("answers the same for an address that nobody has, through all of a code's life", async () => {
    const strip = ({ status, text, headers }: Answer) => ({
      status,
      text: text.replace(/urn:uuid:[0-9a-f-]+/, ""),
      headers: [...headers].filter(([name]) => !["date", "x-request-id"].includes(name)),
    });
    // From a network of their own each: what is left of a network's limits is told.
    const story = async (email: string, ip: string) => {
      const answers = [await enter(email, "000000", ip), await ask(email, ip)];
      await rig.identity.codes.settled();
      for (let guess = 0; guess < 6; guess++) {
        // The real code may be among these with a chance of six in a million.
        answers.push(await enter(email, `00000${guess}`, ip));
      }
      // They have to wait by now, and then they are told of the code again.
      rig.advance(MINUTE);
      answers.push(await enter(email, "000000", ip), await ask(email, ip));
      await rig.identity.codes.settled();
      rig.advance(10 * MINUTE);
      answers.push(await enter(email, "000000", ip), await enter(email, "000000", ip));
      return answers.map(strip);
    };
    expect(await story(UNKNOWN, "198.51.100.1")).toEqual(await story(EMAIL, "198.51.100.2"));
    expect((await rig.mails()).every((mail) => !mail.includes(UNKNOWN))).toBe(true);
  });

  it("mails no address without end, and no network mails without end", async () => {
    const statuses: number[] = [];
    for (let mail = 0; mail < 11; mail++) statuses.push((await ask(EMAIL, `198.51.100.${mail}`)).status);
    expect(statuses).toEqual([...Array(10).fill(202), 429]);
    const refused = await ask(EMAIL, "198.51.100.99");
    expectProblem(refused, "rate-limited", 429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

    const from: number[] = [];
    for (let mail = 0; mail < 61; mail++)
      from.push((await ask(`p${mail}@example.org`, `2001:db8:1:2::${mail}`)).status);
    expect(from.indexOf(429)).toBe(60);
    expect((await ask("p@example.org", "2001:db8:1:3::1")).status).toBe(202);
  });

  it("lets nobody guess on and on with new codes", async () => {
    let accepted = 0;
    for (let round = 0; round < 12; round++) {
      await ask(EMAIL, "198.51.100.1");
      await rig.identity.codes.settled();
      for (let guess = 0; guess < 5; guess++) {
        const { status } = await enter(EMAIL, `12345${guess}`, "198.51.100.1");
        if (status === 401) accepted++;
      }
    }
    expect(accepted).toBeLessThanOrEqual(30);
  });

  it("stores the code as a keyed hash: the plain hashes of all codes do not find it", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const { sha256 } = await import("../src/crypto/hash.ts");
    const outcome = await rig.records.signIn.takeCode({
      email: EMAIL,
      codeHash: sha256(code),
      now: rig.clock.now,
      maxTries: 5,
    });
    expect(outcome).toBe("wrong");
  });

  it("lets nobody in who was removed after the mail", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const person = await rig.records.people.byEmail(EMAIL);
    await rig.records.people.remove(person?.id ?? "");
    expect((await enter(EMAIL, code)).status).toBe(401);
  });

  it("writes down who signed in, who failed and for whom, and never a code", async () => {
    await ask(EMAIL);
    await ask(UNKNOWN);
    const code = await rig.codeFor(EMAIL);
    await enter(EMAIL, other(code));
    await enter(EMAIL, code);
    const rows = await rig.audit();
    expect(rows.map(({ action, outcome, code }) => [action, outcome, code])).toEqual([
      ["sign-in.code", "begun", undefined],
      expect.arrayContaining(["sign-in.code"]),
      expect.arrayContaining(["sign-in.code"]),
      ["sign-in", "refused", "code-wrong"],
      ["sign-in", "begun", undefined],
      ["sign-in", "done", undefined],
    ]);
    expect(rows.find(({ outcome, action }) => action === "sign-in" && outcome === "refused")?.detail).toEqual(
      {
        email: EMAIL,
      },
    );
    expect(JSON.stringify(rows)).not.toContain(UNKNOWN);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it("keeps codes, tokens and cookies out of the log", async () => {
    await ask(EMAIL);
    const code = await rig.codeFor(EMAIL);
    const answer = await enter(EMAIL, code);
    const first = cookieOf(answer);
    const renewed = await rig.request("POST", "/api/session/refresh", { headers: { cookie: first } });
    const log = rig.logged.join("");
    expect(log).toContain("a mail was written to a file");
    for (const secret of [
      `"${code}"`,
      ` ${code}`,
      sessionOf(answer).accessToken,
      sessionOf(renewed).accessToken,
      first.split("=")[1],
      cookieOf(renewed).split("=")[1],
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it.each([
    ["no body", undefined],
    ["another type", { email: 7 }],
    ["no address", { email: "not an address" }],
    ["a member too many", { email: EMAIL, admin: true }],
    ["not JSON", '{"email":'],
  ])("refuses %s as malformed", async (_, json) => {
    expectProblem(await rig.request("POST", "/api/sign-in/code", { json }), "malformed", 400);
  });
});
