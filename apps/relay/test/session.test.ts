import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  cookieOf,
  createRig,
  expectProblem,
  type Rig,
  type SignedInPerson,
  sessionOf,
} from "./management-rig.ts";

const GRACE = 10_000;
const DAY = 24 * 3600_000;

describe("sessions", () => {
  let rig: Rig;
  let ada: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    ada = await rig.person("staff");
  });
  afterEach(() => rig.close());

  const refresh = (cookie: string | undefined, headers: Record<string, string> = {}, node: 0 | 1 = 0) =>
    rig.request("POST", "/api/session/refresh", {
      headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
      node,
    });
  const me = (token: string, node: 0 | 1 = 0) => rig.request("GET", "/api/me", { token, node });

  it("rotates: a new access token, a new cookie, the old one good no more", async () => {
    rig.advance(1000);
    const answer = await refresh(ada.cookie);
    const { accessToken, expiresAt } = sessionOf(answer);
    expect(expiresAt).toBe(rig.clock.now + 15 * 60_000);
    expect(accessToken).not.toBe(ada.token);
    expect(cookieOf(answer)).not.toBe(ada.cookie);
    expect((await me(accessToken)).status).toBe(200);
    expect((await refresh(cookieOf(answer))).status).toBe(200);
  });

  it("ends the whole family when a token that was rotated away comes again, and writes it down", async () => {
    const renewed = await refresh(ada.cookie);
    rig.advance(GRACE);
    expectProblem(await refresh(ada.cookie), "unauthenticated", 401);
    expectProblem(await refresh(cookieOf(renewed)), "unauthenticated", 401);
    expectProblem(await me(sessionOf(renewed).accessToken), "unauthenticated", 401);
    expectProblem(await me(sessionOf(renewed).accessToken, 1), "unauthenticated", 401);
    expectProblem(await me(ada.token), "unauthenticated", 401);
    expect((await rig.audit()).at(-1)).toMatchObject({
      action: "session.refresh",
      outcome: "refused",
      code: "refresh-token-reused",
      actor: { kind: "person", id: ada.person.id },
    });
  });

  it("leaves other sign-ins of the same person alone", async () => {
    const phone = await rig.signIn(ada.person);
    await refresh(ada.cookie);
    rig.advance(GRACE);
    await refresh(ada.cookie);
    expect((await me(phone.token)).status).toBe(200);
    expect((await refresh(phone.cookie)).status).toBe(200);
  });

  it("gives two tabs that wake up at once, or a page that was reloaded meanwhile, the same answer", async () => {
    const answers = await Promise.all([refresh(ada.cookie), refresh(ada.cookie)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    rig.advance(GRACE - 1);
    const again = await refresh(ada.cookie);
    expect(cookieOf(again)).toBe(cookieOf(answers[0] ?? again));
    expect((await refresh(cookieOf(again))).status).toBe(200);
  });

  it("gives them the same answer at different nodes too, at once and later", async () => {
    const answers = await Promise.all([refresh(ada.cookie, {}, 0), refresh(ada.cookie, {}, 1)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    rig.advance(GRACE - 1);
    expect(cookieOf(await refresh(ada.cookie, {}, 1))).toBe(cookieOf(answers[0]));
    rig.advance(1);
    expectProblem(await refresh(ada.cookie, {}, 1), "unauthenticated", 401);
  });

  it("gives no such second answer to another browser or another network", async () => {
    await refresh(ada.cookie, { "user-agent": "one" });
    expectProblem(await refresh(ada.cookie, { "user-agent": "two" }), "unauthenticated", 401);
    const bob = await rig.person("staff");
    await refresh(bob.cookie);
    const elsewhere = await rig.request("POST", "/api/session/refresh", {
      headers: { cookie: bob.cookie },
      ip: "203.0.113.9",
    });
    expectProblem(elsewhere, "unauthenticated", 401);
  });

  it("a copied token that is used within the grace is found out at the next rotation", async () => {
    const mine = cookieOf(await refresh(ada.cookie));
    const thiefs = cookieOf(await refresh(ada.cookie));
    const next = cookieOf(await refresh(mine));
    rig.advance(GRACE);
    expectProblem(await refresh(thiefs), "unauthenticated", 401);
    expectProblem(await refresh(next), "unauthenticated", 401);
  });

  it("lasts thirty days from the last use", async () => {
    rig.advance(29 * DAY);
    const cookie = cookieOf(await refresh(ada.cookie));
    rig.advance(29 * DAY);
    const later = cookieOf(await refresh(cookie));
    rig.advance(30 * DAY);
    expectProblem(await refresh(later), "unauthenticated", 401);
  });

  it("signing out ends it on every node at once, and both kinds of token", async () => {
    await me(ada.token);
    await me(ada.token, 1);
    const ended: string[] = [];
    rig.events.onEndStreams((person) => ended.push(person));
    const answer = await rig.request("DELETE", "/api/session", { headers: { cookie: ada.cookie } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toMatch(/^openlock_refresh=; Max-Age=0; Path=\/api\/session;/);
    expectProblem(await me(ada.token), "unauthenticated", 401);
    expectProblem(await me(ada.token, 1), "unauthenticated", 401);
    expectProblem(await refresh(ada.cookie), "unauthenticated", 401);
    expect(ended).toContain(ada.person.id);
    expect((await rig.audit()).at(-1)).toMatchObject({ action: "sign-out", outcome: "done" });
  });

  it("signing out also ends an answer that is still in the grace", async () => {
    const renewed = cookieOf(await refresh(ada.cookie));
    await rig.request("DELETE", "/api/session", { headers: { cookie: renewed } });
    expectProblem(await refresh(ada.cookie), "unauthenticated", 401);
  });

  it("signing out without a session is no error", async () => {
    expect((await rig.request("DELETE", "/api/session")).status).toBe(204);
  });

  it.each([
    ["no cookie", undefined],
    ["nobody's token", `openlock_refresh=${"A".repeat(43)}`],
    ["no token at all", "openlock_refresh=%22%3B%00"],
    ["a very long one", `openlock_refresh=${"A".repeat(4000)}`],
  ])("refuses %s", async (_, cookie) => {
    expectProblem(await refresh(cookie), "unauthenticated", 401);
  });

  it("serves its own pages only", async () => {
    const { host } = new URL(rig.nodes[0].url);
    for (const origin of [
      "https://evil.example",
      "null",
      `http://${host}.evil.example`,
      "http://127.0.0.1:1",
    ]) {
      expectProblem(await refresh(ada.cookie, { origin }), "forbidden", 403);
      const signOut = await rig.request("DELETE", "/api/session", {
        headers: { cookie: ada.cookie, origin },
      });
      expectProblem(signOut, "forbidden", 403);
    }
    for (const origin of [`http://${host}/`, `http://x@${host}`, `http://${host}#`]) {
      expectProblem(await refresh(ada.cookie, { origin }), "forbidden", 403);
    }
    // Without a configured address a proxy before the relay may end TLS.
    expect((await refresh(ada.cookie, { origin: `https://${host}` })).status).toBe(200);
    expect((await refresh(ada.cookie, { origin: `http://${host}` })).status).toBe(200);
  });
});

describe("the refresh cookie", () => {
  it("is Secure where the browser's address is HTTPS, a proxy before the relay or not", async () => {
    const rig = await createRig();
    const { cookie } = await rig.person("staff");
    const { host } = new URL(rig.nodes[0].url);
    const plain = await rig.request("POST", "/api/session/refresh", { headers: { cookie } });
    expect(plain.headers.get("set-cookie")).not.toContain("Secure");
    await rig.close();

    const behind = await createRig({ OPENLOCK_URL: `https://lock.example` });
    const person = await behind.person("staff");
    const answer = await behind.nodes[0].app.request(
      "http://lock.example/api/session/refresh",
      { method: "POST", headers: { cookie: person.cookie, origin: "https://lock.example" } },
      { incoming: { headers: {}, socket: {} }, outgoing: { setHeader() {} } },
    );
    expect(answer.headers.get("set-cookie")).toContain("; Secure");
    await behind.close();
    expect(host).toContain("127.0.0.1");
  });
});
