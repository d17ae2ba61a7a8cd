import { createHash } from "node:crypto";
import type { Session } from "@openlock/api";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PERMISSIONS } from "../src/identity/permissions.ts";
import type { Website } from "../src/records/partners.ts";
import {
  type Answer,
  cookieOf,
  createRig,
  expectProblem,
  type Rig,
  type SignedInPerson,
  sessionOf,
} from "./management-rig.ts";

const PARTNER = "https://partner.example";
const OTHER = "https://other.example:8443";
const RELAY = "https://lock.example";
const EXPIRES_AT = 9_000_000_000_000;

/** Origins that are not the partner's, however they look. None of these clients is a browser. */
const LOOK_ALIKES = [
  "null",
  "https://partner.example.evil.example",
  "https://evilpartner.example",
  "https://sub.partner.example",
  "http://partner.example",
  "https://partner.example:444",
  "https://partner.example:443",
  "https://partner.example/",
  "https://partner.example@evil.example",
  "https://evil.example#partner.example",
  "https://PARTNER.example",
  "https://partner.example.",
  "https://partner.example https://evil.example",
  "https://xn--prtner-dta.example",
  "wss://partner.example",
  OTHER,
  RELAY,
  "",
];

let rig: Rig;
let partner: Website;
let staff: SignedInPerson;
/** Somebody who has signed in at the partner's page. */
let atPartner: SignedInPerson;

const setState = async ({ id }: Website, state: "active" | "warned" | "suspended") => {
  const before = (await rig.records.websites.byId(id))?.check;
  if (!before) throw new Error("there is no such website");
  const after = { ...before, state, checks: before.checks + 1, nextCheckAt: EXPIRES_AT };
  expect(await rig.records.websites.recordCheck(id, before, after)).toBe(true);
  await rig.hot.bus.publish("websites-changed", "changed");
};
const verified = async (origin: string) => {
  const made = await rig.identity.websites.add(origin);
  if (!made) throw new Error(`${origin} is taken`);
  await setState(made, "active");
  return made;
};

beforeAll(async () => {
  rig = await createRig({ OPENLOCK_URL: RELAY });
  await rig.records.doors.create({ id: "front", name: "Front", at: 0 });
  partner = await verified(PARTNER);
  await verified(OTHER);
  await rig.identity.websites.add("https://pending.example");
});
afterAll(() => rig.close());
beforeEach(async () => {
  staff = await rig.person("staff");
  atPartner = await rig.signIn(staff.person, partner);
});

const from = (origin: string | undefined, more: Record<string, string> = {}) =>
  origin === undefined ? more : { ...more, origin };
const me = (token: string, origin?: string, node: 0 | 1 = 0) =>
  rig.request("GET", "/api/me", { token, headers: from(origin), node });
const corsOf = ({ headers }: Answer) =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-")).sort();

describe("a token", () => {
  it("names the origin that it is for", () => {
    expect(decodeJwt(atPartner.token).aud).toBe(PARTNER);
    expect(decodeJwt(staff.token).aud).toBe(RELAY);
  });

  it("of a website wants exactly that website's Origin", async () => {
    expect((await me(atPartner.token, PARTNER)).status).toBe(200);
    expectProblem(await me(atPartner.token), "forbidden", 403);
    for (const origin of LOOK_ALIKES) expectProblem(await me(atPartner.token, origin), "forbidden", 403);
  });

  it("of the relay's own pages is refused from every other page, a verified one too", async () => {
    expect((await me(staff.token)).status).toBe(200);
    expect((await me(staff.token, RELAY)).status).toBe(200);
    expect((await me(staff.token, rig.nodes[0].url)).status).toBe(200);
    const others = LOOK_ALIKES.filter((origin) => origin !== RELAY);
    for (const origin of [...others, PARTNER, "http://lock.example", "https://lock.example:8443"]) {
      expectProblem(await me(staff.token, origin), "forbidden", 403);
    }
  });

  it("that is refused for its origin is written down, with the origin", async () => {
    await rig.request("POST", "/api/doors/front/commands", {
      token: atPartner.token,
      headers: from("https://evil.example", { "content-type": "application/jose" }),
      json: "x",
    });
    expect((await rig.audit()).at(-1)).toMatchObject({
      action: "command.send",
      door: "front",
      outcome: "refused",
      code: "forbidden",
      detail: { website: PARTNER, origin: "https://evil.example" },
      actor: { kind: "person", id: staff.person.id },
    });
  });

  it("of a website reaches what the table says, and nothing else, whoever holds it", async () => {
    const owner = await rig.signIn((await rig.person("owner")).person, partner);
    for (const { method, path, who, websites } of PERMISSIONS) {
      if (typeof who !== "object" || path === "/api/events") continue;
      const url = path.replace("{id}", "front").replace("{kid}", "A".repeat(43));
      const answer = await rig.request(method, url, { token: owner.token, headers: from(PARTNER) });
      const refused = answer.problem === "forbidden";
      expect([method, path, refused]).toEqual([method, path, websites !== true]);
    }
  });

  it("of a website stops at once on every node when that is suspended, and goes on when it is back", async () => {
    const both = async () => [
      (await me(atPartner.token, PARTNER)).status,
      (await me(atPartner.token, PARTNER, 1)).status,
    ];
    await setState(partner, "warned");
    expect(await both()).toEqual([200, 200]);
    await setState(partner, "suspended");
    expect(await both()).toEqual([401, 401]);
    expectProblem(await refresh(atPartner, PARTNER), "forbidden", 403);
    await setState(partner, "active");
    expect(await both()).toEqual([200, 200]);
  });

  it("of a website that was removed is nobody's, also when the website is added again", async () => {
    const shop = await verified("https://shop.example");
    const { token } = await rig.signIn(staff.person, shop);
    expect((await me(token, shop.origin, 1)).status).toBe(200);
    const owner = await rig.person("owner");
    await rig.request("DELETE", `/api/websites/${shop.id}`, { token: owner.token });
    expectProblem(await me(token, shop.origin, 1), "unauthenticated", 401);
    // The sign-in has ended with the website: another website at the same origin does not bring it back, at no node.
    await verified("https://shop.example");
    for (const node of [0, 1] as const)
      expectProblem(await me(token, shop.origin, node), "unauthenticated", 401);
  });

  it("ends its event stream with its website", async () => {
    const shop = await verified("https://stream.example");
    const { token } = await rig.signIn(staff.person, shop);
    const stream = await fetch(`${rig.nodes[1].url}/api/events`, {
      headers: { authorization: `Bearer ${token}`, origin: shop.origin },
    });
    expect(stream.status).toBe(200);
    await rig.identity.websites.remove(shop);
    expect(await stream.text()).toContain(": open");
  });
});

describe("CORS", () => {
  it("lets pages of verified websites read answers, and asks for no credentials", async () => {
    const answer = await me(atPartner.token, PARTNER);
    expect(answer.headers.get("access-control-allow-origin")).toBe(PARTNER);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    const refused = await me("A.B.C", PARTNER);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("access-control-allow-origin")).toBe(PARTNER);
  });

  it("says Vary: Origin on every answer of the API, to whoever asks", async () => {
    for (const origin of [undefined, PARTNER, "https://evil.example"]) {
      for (const path of ["/api/about", "/api/me", "/api/nothing"]) {
        const { headers } = await rig.request("GET", path, { headers: from(origin) });
        expect(headers.get("vary")).toBe("Origin");
      }
    }
  });

  it("has nothing for any other origin, preflight or not", async () => {
    const others = LOOK_ALIKES.filter((origin) => origin !== OTHER);
    for (const origin of [...others, "https://pending.example", "*", "https://*.example"]) {
      expect(corsOf(await me(staff.token, origin))).toEqual([]);
      expect(corsOf(await preflight("POST", "/api/doors/front/commands", origin))).toEqual([]);
    }
  });

  it("answers a preflight for what a page may ask, and for nothing else", async () => {
    for (const { method, path, websites } of PERMISSIONS.filter((each) => each.path.startsWith("/api/"))) {
      const url = path.replace("{id}", "front");
      const answer = await preflight(method, url, PARTNER);
      expect([path, method, answer.status]).toEqual([path, method, websites ? 204 : 405]);
      expect([path, answer.headers.get("access-control-allow-methods")]).toEqual([
        path,
        websites ? method : null,
      ]);
    }
    const answer = await preflight("POST", "/api/doors/front/commands", PARTNER);
    expect(answer.headers.get("access-control-allow-headers")).toBe("Authorization, Content-Type");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    for (const path of ["/api/session/refresh", "/api/sign-in", "/api/sign-in/code"]) {
      const { headers } = await preflight("POST", path, PARTNER);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
    }
  });

  it("is gone with the website", async () => {
    await setState(partner, "suspended");
    expect(corsOf(await preflight("GET", "/api/me", PARTNER))).toEqual([]);
    await setState(partner, "active");
  });
});

describe("signing in at a website", () => {
  const email = () => staff.person.email;
  const request = (website: string | undefined, origin: string | undefined) =>
    rig.request("POST", "/api/sign-in/code", {
      json: { email: email(), ...(website === undefined ? {} : { website }) },
      headers: from(origin),
    });
  const signIn = async (website: string | undefined, origin: string | undefined, code?: string) =>
    rig.request<Session>("POST", "/api/sign-in", {
      json: {
        email: email(),
        code: code ?? (await rig.codeFor(email())),
        ...(website === undefined ? {} : { website }),
      },
      headers: from(origin),
    });

  it("gives a token for it, a cookie that crosses sites, and a mail that names it", async () => {
    expect((await request(`${PARTNER}/booking?x`, PARTNER)).status).toBe(202);
    expect((await rig.mails()).findLast((mail) => mail.includes(email()))).toContain(PARTNER);
    const answer = await signIn(PARTNER, PARTNER);
    expect(decodeJwt(sessionOf(answer).accessToken).aud).toBe(PARTNER);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.map((cookie) => /^(openlock_[a-z]+)_[A-Za-z0-9_-]{16}=/.exec(cookie)?.[1])).toEqual([
      "openlock_refresh",
      "openlock_browser",
    ]);
    for (const attribute of ["HttpOnly", "Secure", "SameSite=None", "Partitioned"]) {
      for (const cookie of cookies) expect(cookie).toContain(`; ${attribute}`);
    }
    // Where strangers use up the codes of an address, a browser that it is known at has its own.
    const known = cookies[1]?.split(";")[0] ?? "";
    const again = { json: { email: email(), website: PARTNER }, headers: from(PARTNER, { cookie: known }) };
    expect((await rig.request("POST", "/api/sign-in/code", again)).status).toBe(202);
    const code = await rig.codeFor(email());
    await request(PARTNER, PARTNER);
    const json = { email: email(), code, website: PARTNER };
    expect((await rig.request("POST", "/api/sign-in", { ...again, json })).status).toBe(200);
    expect((await rig.audit()).findLast(({ action }) => action === "sign-in")).toMatchObject({
      outcome: "done",
      detail: { website: PARTNER },
    });
  });

  it("is refused to pages of another website, and to no page at all", async () => {
    for (const origin of [...LOOK_ALIKES, undefined]) {
      expectProblem(await request(PARTNER, origin), "forbidden", 403);
      expectProblem(await signIn(PARTNER, origin, "123456"), "forbidden", 403);
    }
    for (const website of ["https://pending.example", "https://nobody.example"]) {
      expectProblem(await request(website, website), "forbidden", 403);
    }
    expectProblem(await request(undefined, PARTNER), "forbidden", 403);
    expectProblem(await request("partner.example", PARTNER), "malformed", 400);
    expectProblem(await request(undefined, "https://evil.example"), "forbidden", 403);
  });

  it("takes no code that was asked for elsewhere, and wastes none for elsewhere", async () => {
    await request(PARTNER, PARTNER);
    expectProblem(await signIn(undefined, RELAY), "code-wrong", 401);
    expectProblem(await signIn(OTHER, OTHER), "code-wrong", 401);
    expect((await signIn(PARTNER, PARTNER)).status).toBe(200);
  });

  it("says the same for an address that nobody has", async () => {
    const answer = await rig.request("POST", "/api/sign-in/code", {
      json: { email: "nobody@example.org", website: PARTNER },
      headers: from(PARTNER),
    });
    expect(answer.status).toBe(202);
  });
});

describe("a session at a website", () => {
  it("is renewed by its own cookie and from its own page alone", async () => {
    for (const origin of [undefined, RELAY, OTHER]) {
      expectProblem(await refresh(atPartner, origin), "unauthenticated", 401);
    }
    expectProblem(await refresh(atPartner, "https://evil.example"), "forbidden", 403);
    const renewed = await refresh(atPartner, PARTNER);
    expect(decodeJwt(sessionOf(renewed).accessToken).aud).toBe(PARTNER);
    expect(renewed.headers.get("access-control-allow-credentials")).toBe("true");
    expect(renewed.headers.get("set-cookie")).toContain("; Partitioned");
  });

  it("does not come of another's token under its cookie's name", async () => {
    for (const [token, origin] of [
      [staff.cookie, PARTNER],
      [atPartner.cookie, RELAY],
      [atPartner.cookie, OTHER],
    ] as const) {
      expectProblem(await refresh({ ...atPartner, cookie: token }, origin), "unauthenticated", 401);
    }
    // None of which has used them up.
    expect((await refresh(atPartner, PARTNER)).status).toBe(200);
    expect((await refresh(staff, RELAY)).status).toBe(200);
  });

  it("ends wholly when a token of it comes twice, and leaves the others alone", async () => {
    const renewed = await refresh(atPartner, PARTNER);
    rig.advance(10_000);
    expectProblem(await refresh(atPartner, PARTNER), "unauthenticated", 401);
    expectProblem(await me(sessionOf(renewed).accessToken, PARTNER), "unauthenticated", 401);
    expect((await me(staff.token)).status).toBe(200);
  });

  it("is ended from its page", async () => {
    const headers = from(PARTNER, { cookie: cookieFor(PARTNER, atPartner.cookie) });
    const answer = await rig.request("DELETE", "/api/session", { headers });
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toBe(cookieFor(PARTNER, "openlock_refresh="));
    expectProblem(await me(atPartner.token, PARTNER, 1), "unauthenticated", 401);
    expect((await me(staff.token)).status).toBe(200);
  });
});

/** `cookie` under the name that it has for a website. */
function cookieFor(origin: string, cookie: string): string {
  const suffix = createHash("sha256").update(origin).digest("base64url").slice(0, 16);
  return cookie.replace(/^openlock_refresh=/, `openlock_refresh_${suffix}=`);
}

/** Sends the refresh token under the name that the page's own cookie has. */
function refresh({ cookie }: SignedInPerson, origin: string | undefined): Promise<Answer> {
  const name = origin === undefined || origin === RELAY ? cookie : cookieFor(origin, cookie);
  return rig.request("POST", "/api/session/refresh", { headers: from(origin, { cookie: name }) });
}

function preflight(method: string, path: string, origin: string): Promise<Answer> {
  const headers = from(origin, {
    "access-control-request-method": method,
    "access-control-request-headers": "authorization,content-type",
  });
  return rig.request("OPTIONS", path, { headers });
}
