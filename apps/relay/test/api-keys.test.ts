import type { ApiKeyView, NewApiKeyAnswer } from "@openlock/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "../src/identity/permissions.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";

const USES = ["key", "commands", "status"] as const;
const FRONT = { all: false, ids: ["front"] };

let rig: Rig;
let owner: SignedInPerson;
beforeAll(async () => {
  rig = await createRig();
  for (const id of ["front", "back"]) await rig.records.doors.create({ id, name: id, at: 0 });
  owner = await rig.person("owner");
});
afterAll(() => rig.close());

const create = (more: object = {}, token = owner.token) =>
  rig.request<NewApiKeyAnswer>("POST", "/api/api-keys", {
    token,
    json: { name: "Booking", doors: FRONT, uses: USES, ...more },
  });
const made = async (more: object = {}) => (await create(more)).body;
const list = async () => {
  const { token } = await rig.signIn(owner.person);
  return (await rig.request<{ keys: ApiKeyView[] }>("GET", "/api/api-keys", { token })).body.keys;
};
const use = (
  token: string,
  what = "key",
  door = "front",
  headers: Record<string, string> = {},
  node: 0 | 1 = 0,
) =>
  what === "commands"
    ? rig.request("POST", `/api/doors/${door}/commands`, {
        token,
        node,
        json: "not a sealed command",
        headers: { "content-type": "application/jose", ...headers },
      })
    : rig.request("GET", `/api/doors/${door}/${what}`, { token, headers, node });

/** What the route itself says to whoever got as far. */
const REACHED = { key: "not-registered", commands: "malformed", status: "door-offline" };

describe("an API key", () => {
  it("is shown once, and kept as a hash", async () => {
    const { key, ...kept } = await made();
    expect(key).toMatch(/^olk_[A-Za-z0-9_-]{43}$/);
    expect(await list()).toContainEqual(kept);
    expect(JSON.stringify(await list())).not.toContain(key);
    expect(JSON.stringify(await rig.audit())).not.toContain(key.slice(4));
    await use(key);
    expect(rig.logged.join("")).not.toContain(key.slice(4));
    expect(await rig.records.apiKeys.byHash(key)).toBeUndefined();
  });

  it("uses its doors, and no others", async () => {
    const { key } = await made();
    for (const what of USES) {
      expect((await use(key, what)).problem).toBe(REACHED[what]);
      expectProblem(await use(key, what, "back"), "door-unknown", 404);
      expectProblem(await use(key, what, "nowhere"), "door-unknown", 404);
    }
    const { key: all } = await made({ doors: { all: true } });
    expect((await use(all, "key", "back")).problem).toBe("not-registered");
  });

  it.each(USES)("for %s alone does nothing else", async (one) => {
    const { key } = await made({ uses: [one] });
    for (const what of USES) {
      const { problem } = await use(key, what);
      expect([what, problem]).toEqual([what, what === one ? REACHED[what] : "forbidden"]);
    }
  });

  it("has no way into any other route", async () => {
    const { key } = await made({ doors: { all: true } });
    for (const { method, path, who, apiKeys } of PERMISSIONS) {
      if (typeof who !== "object" || apiKeys) continue;
      const url = path.replace("{id}", "front").replace("{kid}", "A".repeat(43));
      const answer = await rig.request(method, url, { token: key });
      expect([method, path, answer.problem]).toEqual([method, path, "forbidden"]);
    }
  });

  it("is refused from a page, whichever", async () => {
    const { key, id } = await made();
    for (const origin of ["https://partner.example", rig.nodes[0].url, "null"]) {
      for (const what of USES) expectProblem(await use(key, what, "front", { origin }), "forbidden", 403);
    }
    expect((await rig.audit()).at(-1)).toMatchObject({
      actor: { kind: "api-key", id, label: "Booking" },
      action: "door.status",
      door: "front",
      outcome: "refused",
    });
  });

  it("is revoked at once on every node", async () => {
    const { key, id } = await made();
    for (const node of [0, 1] as const) {
      expect((await use(key, "key", "front", {}, node)).problem).toBe("not-registered");
    }
    const answer = await rig.request("DELETE", `/api/api-keys/${id}`, { token: owner.token });
    expect(answer.status).toBe(204);
    for (const node of [0, 1] as const) {
      expectProblem(await use(key, "key", "front", {}, node), "unauthenticated", 401);
    }
    expectProblem(
      await rig.request("DELETE", `/api/api-keys/${id}`, { token: owner.token }),
      "not-found",
      404,
    );
    expect((await rig.audit()).at(-1)).toMatchObject({
      action: "api-key.revoke",
      outcome: "done",
      detail: { name: "Booking" },
    });
  });

  it("ends when it says", async () => {
    expectProblem(await create({ expiresAt: rig.clock.now }), "malformed", 400);
    const { key } = await made({ expiresAt: rig.clock.now + 1000 });
    expect((await use(key)).problem).toBe("not-registered");
    rig.advance(1000);
    expectProblem(await use(key), "unauthenticated", 401);
    owner = await rig.signIn(owner.person);
  });

  it("says when it was used last, to the minute", async () => {
    const { key, id } = await made();
    const lastUsedAt = async () => (await list()).find((each) => each.id === id)?.lastUsedAt;
    expect(await lastUsedAt()).toBeUndefined();
    const first = rig.clock.now;
    await use(key);
    expect(await lastUsedAt()).toBe(first);
    rig.advance(59_000);
    await use(key);
    expect(await lastUsedAt()).toBe(first);
    rig.advance(1000);
    await use(key);
    expect(await lastUsedAt()).toBe(first + 60_000);
  });

  it.each([
    ["another's", `olk_${"A".repeat(43)}`],
    ["half of one", "olk_AAAA"],
    ["nothing but the beginning", "olk_"],
    ["a very long one", `olk_${"A".repeat(5000)}`],
  ])("is not %s", async (_, key) => {
    expectProblem(await use(key), "unauthenticated", 401);
  });

  it("is no cookie, query or other scheme", async () => {
    const { key } = await made();
    for (const ask of [
      { headers: { authorization: `Basic ${key}` } },
      { headers: { cookie: `openlock_refresh=${key}` } },
      { headers: { "x-api-key": key } },
    ]) {
      expectProblem(await rig.request("GET", "/api/doors/front/key", ask), "unauthenticated", 401);
    }
    expectProblem(await rig.request("GET", `/api/doors/front/key?token=${key}`), "unauthenticated", 401);
  });

  it("is made for doors that are one's own, and taken back by whoever has them", async () => {
    const admin = await rig.person("admin", { doors: { all: false, ids: ["front"] } });
    expect((await create({}, admin.token)).status).toBe(201);
    expectProblem(await create({ doors: { all: true } }, admin.token), "forbidden", 403);
    expectProblem(await create({ doors: { all: false, ids: ["back"] } }, admin.token), "forbidden", 403);
    const { id } = await made({ doors: { all: false, ids: ["back"] } });
    expectProblem(
      await rig.request("DELETE", `/api/api-keys/${id}`, { token: admin.token }),
      "forbidden",
      403,
    );
  });

  it.each([
    ["no name", { name: "" }],
    ["no use", { uses: [] }],
    ["one use twice", { uses: ["key", "key"] }],
    ["a use that there is not", { uses: ["configure"] }],
    ["a key of one's own choice", { key: "olk_mine" }],
  ])("is not made with %s", async (_, more) => {
    expectProblem(await create(more), "malformed", 400);
  });
});
