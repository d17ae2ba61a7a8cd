import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProblemError } from "../src/http/problem.ts";
import { createIdentity } from "../src/identity/identity.ts";
import { cookieOf, createRig, expectProblem, type Rig, sessionOf } from "./management-rig.ts";

const OWNER = { email: "Ada@Example.org", name: "Ada" };

describe("set-up", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig({ OPENLOCK_URL: "https://lock.example" });
  });
  afterEach(() => rig.close());

  /** The newest link: each node's start makes the ones before it void. */
  const token = () => new URL(rig.nodes[1].identity.setUpLink() ?? "").hash.replace("#token=", "");

  it("makes the first owner, signs them in, and writes it down", async () => {
    const link = rig.nodes[1].identity.setUpLink();
    expect(link).toMatch(/^https:\/\/lock\.example\/setup#token=[A-Za-z0-9_-]{22,}$/);
    const answer = await rig.request("POST", "/api/setup", { json: { token: token(), ...OWNER } });
    expect(answer.status).toBe(201);
    const { me, accessToken } = sessionOf(answer);
    expect(me).toMatchObject({ email: "ada@example.org", name: "Ada", role: "owner", doors: { all: true } });
    expect((await rig.request("GET", "/api/me", { token: accessToken })).body).toEqual(me);
    expect(cookieOf(answer)).toMatch(/^openlock_refresh=/);
    const rows = (await rig.audit()).map(({ action, outcome }) => `${action} ${outcome}`);
    expect(rows).toEqual(["set-up begun", "set-up done", "sign-in begun", "sign-in done"]);
  });

  it("is over once there is an owner: 410, and no link any more", async () => {
    const json = { token: token(), ...OWNER };
    await rig.request("POST", "/api/setup", { json, node: 1 });
    expectProblem(
      await rig.request("POST", "/api/setup", { json: { ...json, email: "b@example.org" } }),
      "set-up-done",
      410,
    );
    expect(rig.nodes[1].identity.setUpLink()).toBeUndefined();
    const restarted = await createIdentity(rig.services);
    expect(restarted.setUpLink()).toBeUndefined();
    await restarted.close();
  });

  it("makes one owner of two who come at the same time", async () => {
    const answers = await Promise.all(
      ["a", "b", "c"].map((name) =>
        rig.request("POST", "/api/setup", { json: { token: token(), email: `${name}@example.org`, name } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    expect((await rig.records.people.list()).length).toBe(1);
  });

  it("refuses a wrong token, and the link of before a restart", async () => {
    const before = token();
    expectProblem(
      await rig.request("POST", "/api/setup", { json: { token: "A".repeat(32), ...OWNER } }),
      "forbidden",
      403,
    );
    const restarted = await createIdentity(rig.services);
    expectProblem(
      await rig.request("POST", "/api/setup", { json: { token: before, ...OWNER } }),
      "forbidden",
      403,
    );
    await restarted.close();
    expect(await rig.records.people.hasOwner()).toBe(false);
  });

  it("of several nodes on one Redis every one's link is good, until one was used", async () => {
    const services = { ...rig.services, config: { ...rig.services.config, REDIS_URL: "redis://shared" } };
    const nodes = await Promise.all([1, 2, 3].map(() => createIdentity(services)));
    const tokens = nodes.map(({ setUpLink }) => new URL(setUpLink() ?? "").hash.replace("#token=", ""));
    for (const [at, token] of tokens.entries()) {
      const person = await nodes[0]?.setUp
        .use({ token, email: `${at}@example.org`, name: "Ada" }, "192.0.2.1")
        .catch((error: ProblemError) => error.problem);
      expect(person).toEqual(at === 0 ? expect.objectContaining({ role: "owner" }) : "set-up-done");
      if (at === 0) expect(await rig.records.settings.get("set-up-token")).toBeUndefined();
    }
    for (const node of nodes) await node.close();
  });

  it("stops whoever guesses", async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess++) {
      const json = { token: `guess-number-${guess}-and-more`, ...OWNER };
      statuses.push((await rig.request("POST", "/api/setup", { json })).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(403));
  });

  it("keeps the token as a hash only, and out of the log", async () => {
    const stored = await rig.records.settings.get("set-up-token");
    expect(stored).toBeDefined();
    expect(stored).not.toContain(token());
    const secret = token();
    await rig.request("POST", "/api/setup", { json: { token: secret, ...OWNER } });
    expect(rig.logged.join("")).not.toContain(secret);
  });
});
