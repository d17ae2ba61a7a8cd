import type { SigningKeyView } from "@openlock/api";
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SigningKeys } from "../src/identity/signing-keys.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let rig: Rig;
let owner: SignedInPerson;
beforeEach(async () => {
  rig = await createRig({ OPENLOCK_URL: "https://lock.example" });
  owner = await rig.person("owner");
});
afterEach(() => rig.close());

const kidOf = ({ token }: SignedInPerson) => decodeProtectedHeader(token).kid;
const rotate = (previous: "verify" | "revoke", { token } = owner) =>
  rig.request<{ keys: SigningKeyView[] }>("POST", "/api/signing-keys", { token, json: { previous } });
const both = async ({ token }: SignedInPerson) => [
  (await rig.request("GET", "/api/me", { token })).status,
  (await rig.request("GET", "/api/me", { token, node: 1 })).status,
];
const jwks = async (node: 0 | 1 = 0) =>
  (await rig.request<JSONWebKeySet>("GET", "/.well-known/jwks.json", { node })).body;

describe("the keys of access tokens", () => {
  it("are published, without their private part, and verify what was signed", async () => {
    const { keys } = await jwks();
    expect(keys).toEqual([
      {
        kty: "EC",
        crv: "P-256",
        x: expect.any(String),
        y: expect.any(String),
        kid: kidOf(owner),
        alg: "ES256",
        use: "sig",
      },
    ]);
    const { payload } = await jwtVerify(owner.token, createLocalJWKSet({ keys }), {
      issuer: "https://lock.example",
      audience: "https://lock.example",
      currentDate: new Date(rig.clock.now),
    });
    expect(payload.sub).toBe(owner.person.id);
  });

  it("change on demand on every node, and those before verify until their tokens have expired", async () => {
    expect(await both(owner)).toEqual([200, 200]);
    const answer = await rotate("verify");
    expect(answer.status).toBe(201);
    const next = await rig.signIn(owner.person);
    expect(kidOf(next)).not.toBe(kidOf(owner));
    expect(answer.body.keys.map(({ kid }) => kid)).toEqual([kidOf(next), kidOf(owner)]);
    expect(await both(owner)).toEqual([200, 200]);
    expect(await both(next)).toEqual([200, 200]);
    expect((await jwks(1)).keys.map(({ kid }) => kid)).toEqual([kidOf(next), kidOf(owner)]);
    rig.advance(16 * MINUTE);
    expect((await jwks()).keys.map(({ kid }) => kid)).toEqual([kidOf(next)]);
  });

  it("leave no private part behind when they change", async () => {
    await rotate("verify");
    const kept = await rig.records.signingKeys.list();
    expect(kept.map(({ jwk }) => "d" in jwk)).toEqual([true, false]);
  });

  it("are revoked at once on every node where somebody may have one; a page then refreshes", async () => {
    const staff = await rig.person("staff");
    expect(await both(staff)).toEqual([200, 200]);
    await rotate("revoke");
    expect(await both(staff)).toEqual([401, 401]);
    expect((await jwks()).keys).toHaveLength(1);
    const renewed = await rig.request("POST", "/api/session/refresh", { headers: { cookie: staff.cookie } });
    expect(renewed.status).toBe(200);
    expect((await rig.audit()).findLast(({ action }) => action === "signing-key.rotate")).toMatchObject({
      outcome: "done",
      detail: { previous: "revoke" },
    });
  });

  it("change by themselves after thirty days, once for all nodes", async () => {
    rig.advance(30 * DAY - 1);
    const due = () => Promise.all(rig.nodes.map(({ identity }) => identity.signingKeys.rotateIfDue()));
    await due();
    expect(await rig.records.signingKeys.list()).toHaveLength(1);
    rig.advance(1);
    await due();
    await due();
    expect(await rig.records.signingKeys.list()).toHaveLength(2);
  });

  it("are known to a node that missed the news: another's within a second, a revoked one after ten", async () => {
    expect(await both(owner)).toEqual([200, 200]);
    // Behind the nodes' backs, as when the message between them is lost.
    const [current] = await rig.records.signingKeys.list();
    const silent = { ...rig.hot, bus: { publish: async () => 0, subscribe: async () => async () => {} } };
    const elsewhere = new SigningKeys({ ...rig.services, hot: silent });
    await elsewhere.start();
    await elsewhere.rotate("revoke");
    const { kid } = await elsewhere.current();
    expect(kid).not.toBe(current?.kid);
    rig.advance(1000);
    expect(await rig.identity.signingKeys.verifying(kid)).toBeDefined();
    rig.advance(9000);
    expect(await both(owner)).toEqual([401, 401]);
    await elsewhere.stop();
  });

  it("are the owners' to change", async () => {
    const admin = await rig.person("admin");
    expectProblem(await rotate("verify", admin), "forbidden", 403);
    expectProblem(await rig.request("GET", "/api/signing-keys", { token: admin.token }), "forbidden", 403);
  });
});
