import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { base64url, decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { AccessTokens } from "../src/identity/access-token.ts";
import { SigningKeys } from "../src/identity/signing-keys.ts";
import { createRig, expectProblem, type Rig, type SignedInPerson } from "./management-rig.ts";

const encode = (value: object) => base64url.encode(JSON.stringify(value));

describe("access tokens", () => {
  let rig: Rig;
  let ada: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig({ OPENLOCK_URL: "https://lock.example" });
    ada = await rig.person("owner");
  });
  afterEach(() => rig.close());

  const me = (token: string) => rig.request("GET", "/api/me", { token });
  const ownKey = async () => (await rig.records.signingKeys.list())[0]?.jwk ?? {};
  /** Signs what a thief of the key could: what is refused then is refused for what it says. */
  const forge = async (header: object, claims: object) => {
    const { importJWK } = await import("jose");
    const key = await importJWK(await ownKey(), "ES256");
    return new SignJWT({ ...decodeJwt(ada.token), ...claims })
      .setProtectedHeader({ ...decodeProtectedHeader(ada.token), alg: "ES256", ...header })
      .sign(key);
  };

  it("says who, for fifteen minutes, and nothing else", async () => {
    expect(decodeProtectedHeader(ada.token)).toEqual({
      alg: "ES256",
      typ: "openlock-access+jwt",
      kid: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
    const claims = decodeJwt(ada.token);
    expect(claims).toEqual({
      iss: "https://lock.example",
      aud: "https://lock.example",
      sub: ada.person.id,
      sid: expect.any(String),
      jti: expect.any(String),
      iat: rig.clock.now / 1000,
      exp: rig.clock.now / 1000 + 900,
    });
    expect((await me(ada.token)).status).toBe(200);
    expect((await me(await forge({}, {}))).status).toBe(200);
  });

  it("expires, remembered or not", async () => {
    await me(ada.token);
    rig.advance(15 * 60_000 - 1);
    expect((await me(ada.token)).status).toBe(200);
    rig.advance(1);
    expectProblem(await me(ada.token), "unauthenticated", 401);
    expectProblem(await me(ada.token), "unauthenticated", 401);
    expectProblem(await rig.request("GET", "/api/me", { token: ada.token, node: 1 }), "unauthenticated", 401);
  });

  it("is the same to every node, and after a restart", async () => {
    expect((await rig.request("GET", "/api/me", { token: ada.token, node: 1 })).status).toBe(200);
    const restarted = [1, 2, 3].map(async () => {
      const keys = new SigningKeys(rig.services);
      await keys.start();
      onTestFinished(() => keys.stop());
      return new AccessTokens(keys, "https://lock.example");
    });
    for (const each of await Promise.all(restarted)) {
      expect(await each.verify(ada.token, rig.clock.now)).toMatchObject({ audience: "https://lock.example" });
    }
  });

  it.each<[string, object, object]>([
    ["another type", { typ: "JWT" }, {}],
    ["no type", { typ: undefined }, {}],
    ["a device's session type", { typ: "openlock-device-session+jwt" }, {}],
    ["another key id", { kid: "A".repeat(43) }, {}],
    ["no key id", { kid: undefined }, {}],
    ["another issuer", {}, { iss: "https://evil.example" }],
    ["another audience", {}, { aud: "openlock:device-socket" }],
    ["no audience", {}, { aud: undefined }],
    ["two audiences", {}, { aud: ["https://lock.example", "https://evil.example"] }],
    ["a website that is none of the relay's", {}, { aud: "https://evil.example" }],
    ["no subject", {}, { sub: undefined }],
    ["no sign-in", {}, { sid: undefined }],
    ["no id", {}, { jti: undefined }],
    ["no end", {}, { exp: undefined }],
    ["a sign-in that is nobody's", {}, { sid: "2f1d6c1e-0000-4000-8000-000000000000" }],
    ["a person that is not there", {}, { sub: "2f1d6c1e-0000-4000-8000-000000000000" }],
  ])("is refused with %s, though the key is right", async (_, header, claims) => {
    expectProblem(await me(await forge(header, claims)), "unauthenticated", 401);
  });

  it("is refused with an unknown critical header", async () => {
    const [, payload] = ada.token.split(".");
    const header = encode({ ...decodeProtectedHeader(ada.token), crit: ["b64"], b64: true });
    expectProblem(await me(`${header}.${payload}.${ada.token.split(".")[2]}`), "unauthenticated", 401);
  });

  it.each(["none", "None", "NONE"])("is refused unsigned, alg %s", async (alg) => {
    const [, payload] = ada.token.split(".");
    const header = encode({ ...decodeProtectedHeader(ada.token), alg });
    expectProblem(await me(`${header}.${payload}.`), "unauthenticated", 401);
  });

  it("is refused signed with the public key as an HMAC secret", async () => {
    const { d: _, ...jwk } = await ownKey();
    const publicKey = createPublicKey({ key: jwk, format: "jwk" });
    const secrets = [
      publicKey.export({ type: "spki", format: "pem" }),
      publicKey.export({ type: "spki", format: "der" }),
      JSON.stringify(jwk),
    ];
    for (const secret of secrets) {
      const input = `${encode({ ...decodeProtectedHeader(ada.token), alg: "HS256" })}.${ada.token.split(".")[1]}`;
      const mac = createHmac("sha256", secret).update(input).digest("base64url");
      expectProblem(await me(`${input}.${mac}`), "unauthenticated", 401);
    }
  });

  it("is refused by another key, even one that it brings along", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = publicKey.export({ format: "jwk" });
    for (const header of [{}, { jwk }, { jku: "https://evil.example/jwks" }]) {
      const token = await new SignJWT(decodeJwt(ada.token))
        .setProtectedHeader({ ...decodeProtectedHeader(ada.token), alg: "ES256", ...header })
        .sign(privateKey);
      expectProblem(await me(token), "unauthenticated", 401);
    }
  });

  it("is refused with any one character changed", async () => {
    await me(ada.token);
    const step = Math.floor(ada.token.length / 40);
    for (let at = 0; at < ada.token.length; at += step) {
      const changed = ada.token[at] === "A" ? "B" : "A";
      const token = ada.token.slice(0, at) + changed + ada.token.slice(at + 1);
      expectProblem(await me(token), "unauthenticated", 401);
    }
  });

  it.each([
    ["nothing", undefined],
    ["another scheme", "Basic YTpi"],
    ["an empty token", "Bearer "],
    ["two tokens", "Bearer a b"],
    ["rubbish", "Bearer ..."],
    ["a huge one", `Bearer ${"A".repeat(8000)}`],
  ])("wants a bearer token: %s", async (_, authorization) => {
    const answer = await rig.request("GET", "/api/me", {
      headers: authorization === undefined ? {} : { authorization },
    });
    expectProblem(answer, "unauthenticated", 401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("never reaches the log, good or bad", async () => {
    await me(ada.token);
    const bad = `${ada.token.slice(0, -4)}AAAA`;
    await me(bad);
    const log = rig.logged.join("");
    expect(log).not.toContain(ada.token.split(".")[2]);
    expect(log).not.toContain(bad.split(".")[1]);
  });
});

describe("who a token stands for", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig();
  });
  afterEach(() => rig.close());

  const both = async (path: string, token: string) => [
    (await rig.request("GET", path, { token, node: 0 })).status,
    (await rig.request("GET", path, { token, node: 1 })).status,
  ];

  it("is forgotten on every node the moment they are removed", async () => {
    const owner = await rig.person("owner");
    const staff = await rig.person("staff");
    expect(await both("/api/doors", staff.token)).toEqual([200, 200]);
    await rig.request("DELETE", `/api/people/${staff.person.id}`, { token: owner.token });
    expect(await both("/api/doors", staff.token)).toEqual([401, 401]);
  });

  it("has another role at once, and must sign in anew for it", async () => {
    const owner = await rig.person("owner");
    const admin = await rig.person("admin");
    expect(await both("/api/people", admin.token)).toEqual([200, 200]);
    const json = { role: "staff" };
    await rig.request("PATCH", `/api/people/${admin.person.id}`, { token: owner.token, json });
    expect(await both("/api/people", admin.token)).toEqual([401, 401]);
    const refreshed = await rig.request("POST", "/api/session/refresh", {
      headers: { cookie: admin.cookie },
    });
    expectProblem(refreshed, "unauthenticated", 401);
  });

  it("has other doors at once, and stays signed in", async () => {
    const owner = await rig.person("owner");
    await rig.request("POST", "/api/doors", { token: owner.token, json: { id: "front", name: "Front" } });
    const staff = await rig.person("staff");
    expect(await both("/api/doors/front", staff.token)).toEqual([200, 200]);
    const json = { doors: { all: false, ids: [] } };
    await rig.request("PATCH", `/api/people/${staff.person.id}`, { token: owner.token, json });
    expect(await both("/api/doors/front", staff.token)).toEqual([404, 404]);
    expect(await both("/api/me", staff.token)).toEqual([200, 200]);
  });

  it("is looked up again after ten seconds, should the news of a change be lost", async () => {
    const staff = await rig.person("staff");
    expect(await both("/api/me", staff.token)).toEqual([200, 200]);
    await rig.records.signIn.endFamiliesOf(staff.person.id);
    rig.advance(10_000);
    expect(await both("/api/me", staff.token)).toEqual([401, 401]);
  });
});
