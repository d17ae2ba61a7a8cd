import type { GrantView, GuestGrantView, HistoryPage } from "@openlock/api";
import {
  type CommandAuthority,
  type GrantClaims,
  importDeviceKey,
  makeProof,
  randomBase64url,
  sealCommand,
  signGrant,
  signWith,
} from "@openlock/protocol";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DOOR_PASSWORD, type TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { TestRelay } from "./support/relay.ts";
import { makeSigningKey, type TestSigningKey } from "./support/signing-key.ts";

// Somebody without an account, whose key came in a link: what they get at the relay by proving it, and what nobody gets otherwise.

let relay: TestRelay;
let device: TestDevice;
let other: TestDevice;
let owner: TestSigningKey;
let guest: TestSigningKey;
let now = Date.now();

beforeAll(async () => {
  relay = await TestRelay.start({ now: () => now });
  [device, other] = [await relay.online(), await relay.online()];
  owner = await makeSigningKey();
});
afterAll(async () => {
  device.stop();
  other.stop();
  await relay.close();
});
beforeEach(async () => {
  guest = await makeSigningKey();
});

const seconds = () => Math.floor(now / 1000);

async function sign(change: Partial<GrantClaims> = {}): Promise<string> {
  const claims = {
    ...{ jti: randomBase64url(16), aud: device.door, cnf: { jwk: guest.publicKey } },
    ...{ commands: ["unlock" as const, "lock" as const], nbf: seconds(), exp: seconds() + 3600, ...change },
  };
  return signGrant(claims, owner);
}

const give = (json: object, options: { token?: string; door?: string } = {}) =>
  relay.ask(`/api/doors/${options.door ?? device.door}/grants`, {
    ...{ method: "POST", json },
    ...(options.token === undefined ? {} : { token: options.token }),
  });

async function invite(change: Partial<GrantClaims> = {}): Promise<GrantView> {
  const answer = await give({ guest: "Gina", grant: await sign(change) });
  expect(answer.status, answer.text).toBe(201);
  return answer.json<GrantView>();
}

const GRANTS = "/api/guest/grants";

function prove(
  path: string,
  { method = "GET", key = guest, at = now }: { method?: string; key?: TestSigningKey; at?: number } = {},
) {
  return makeProof({ method, url: relay.url + path }, key, at);
}

/** A request with a proof and without a token. */
async function ask(path: string, proof?: string) {
  return relay.ask(path, { token: undefined, headers: { dpop: proof ?? (await prove(path)) } });
}

async function command(options: { at?: TestDevice; authority?: CommandAuthority; proof?: string } = {}) {
  const { at = device, authority = { sign: signWith(guest) } } = options;
  const { jwe } = await sealCommand({
    ...{ door: at.door, key: await importDeviceKey(at.keys.publicKey), kid: at.keys.kid, boot: at.boot },
    ...{ command: { command: "unlock", args: {} }, now, ...authority },
  });
  const path = `/api/doors/${at.door}/commands`;
  const proof = options.proof ?? (await prove(path, { method: "POST" }));
  return relay.send(at.door, jwe, { token: undefined, headers: { dpop: proof } });
}

test("a guest sees their doors, reads the key of one, and their command reaches it, in their name", async () => {
  const view = await invite();
  expect(view.person).toEqual({ label: "Gina" });
  const answer = await ask(GRANTS);
  expect(answer.json<{ grants: GuestGrantView[] }>().grants).toEqual([
    {
      ...{ door: { id: device.door, name: `Door ${device.door}` }, guest: "Gina", state: "open" },
      ...{ nbf: view.nbf, exp: view.exp, grant: view.grant },
    },
  ]);
  const key = await ask(`/api/doors/${device.door}/key`);
  expect(key.json()).toMatchObject({ boot: device.boot });
  const seen = device.commands.length;
  expect((await command()).status).toBe(200);
  expect(device.commands).toHaveLength(seen + 1);
  const [last] = await relay.history(device.door);
  const actor = { kind: "guest", id: guest.kid, label: "Gina" };
  expect(last).toMatchObject({ action: "command.send", outcome: "done", actor });
});

test("and nothing else of the relay: no other door, no other route", async () => {
  await invite();
  for (const path of [
    "/api/doors",
    "/api/me",
    `/api/doors/${device.door}`,
    `/api/doors/${device.door}/status`,
  ]) {
    expectProblem(await ask(path), "unauthenticated", 401);
  }
  expectProblem(await ask(`/api/doors/${other.door}/key`), "door-unknown", 404);
  expectProblem(await ask("/api/doors/no-such-door/key"), "door-unknown", 404);
  const seen = other.commands.length;
  expectProblem(await command({ at: other }), "door-unknown", 404);
  expect(other.commands).toHaveLength(seen);
});

test("a guest's command is signed: nobody tries passwords by way of a link", async () => {
  await invite();
  const seen = device.commands.length;
  expectProblem(await command({ authority: { password: DOOR_PASSWORD } }), "forbidden", 403);
  expect(device.commands).toHaveLength(seen);
  const [last] = await relay.history(device.door);
  expect(last).toMatchObject({ action: "command.send", outcome: "refused", code: "forbidden" });
});

test("over, not begun, and taken back: the guest is told so, and no command goes to the door", async () => {
  const state = async () => (await ask(GRANTS)).json<{ grants: GuestGrantView[] }>().grants[0]?.state;
  const expectRefused = async () => {
    const seen = device.commands.length;
    expectProblem(await command(), "forbidden", 403);
    expectProblem(await ask(`/api/doors/${device.door}/key`), "forbidden", 403);
    expect(device.commands).toHaveLength(seen);
  };
  await invite({ nbf: seconds() + 60, exp: seconds() + 120 });
  expect(await state()).toBe("not-yet");
  await expectRefused();
  now += 120_000;
  expect(await state()).toBe("over");
  await expectRefused();

  const { jti } = await invite();
  expect((await command()).status).toBe(200);
  await relay.ask(`/api/doors/${device.door}/grants/${jti}/revocation`, { method: "POST" });
  expect(await state()).toBe("revocation-asked");
  await expectRefused();
  const [last] = await relay.history(device.door);
  expect(last).toMatchObject({
    outcome: "refused",
    code: "forbidden",
    actor: { kind: "guest", id: guest.kid },
  });
});

test("a proof is good once, for its own request, and while it is fresh", async () => {
  await invite();
  const proof = await prove(GRANTS);
  expect((await ask(GRANTS, proof)).status).toBe(200);
  expectProblem(await ask(GRANTS, proof), "unauthenticated", 401);
  // Another spelling of the same one.
  expectProblem(await ask(GRANTS, ` ${proof}=`), "unauthenticated", 401);

  const keyPath = `/api/doors/${device.door}/key`;
  const elsewhere = [
    await prove(keyPath),
    await prove(GRANTS, { method: "POST" }),
    await prove(`${GRANTS}?x=1`),
    await prove(`${GRANTS}#x`),
    await prove(`//evil.example${GRANTS}`),
    await makeProof({ method: "GET", url: `https://evil.example${GRANTS}` }, guest, now),
    await makeProof({ method: "GET", url: GRANTS }, guest, now),
    await prove(GRANTS, { at: now - 61_000 }),
    await prove(GRANTS, { at: now + 61_000 }),
  ];
  for (const wrong of elsewhere) expectProblem(await ask(GRANTS, wrong), "unauthenticated", 401);
});

test("no key but the guest's own proves anything", async () => {
  await invite();
  const stranger = await makeSigningKey();
  expectProblem(await ask(GRANTS, await prove(GRANTS, { key: stranger })), "unauthenticated", 401);
  // Signed by one key, said to be by the guest's.
  const forged = await prove(GRANTS, { key: { ...stranger, publicKey: guest.publicKey } });
  expectProblem(await ask(GRANTS, forged), "unauthenticated", 401);
  // By the owner who signed the grant.
  expectProblem(await ask(GRANTS, await prove(GRANTS, { key: owner })), "unauthenticated", 401);
  for (const nonsense of ["", "a.b.c", "A".repeat(5000), (await sign()).slice(0, 900)]) {
    expectProblem(await ask(GRANTS, nonsense), "unauthenticated", 401);
  }
});

test.each<[string, (key: TestSigningKey) => Promise<string>]>([
  ["no algorithm", async ({ publicKey: jwk }) => unsigned({ alg: "none", typ: "dpop+jwt", jwk })],
  ["another type", ({ publicKey: jwk, privateKey }) => signed({ typ: "JWT", jwk }, privateKey)],
  [
    "its private half",
    async ({ publicKey, privateKey }) => {
      const d = "A".repeat(43);
      return signed({ typ: "dpop+jwt", jwk: { ...publicKey, d } }, privateKey);
    },
  ],
  [
    "a critical extension",
    ({ publicKey: jwk, privateKey }) =>
      signed({ typ: "dpop+jwt", jwk, crit: ["b64"], b64: true }, privateKey),
  ],
  [
    "a secret in place of a key pair",
    async ({ publicKey }) => {
      const secret = new TextEncoder().encode(JSON.stringify(publicKey));
      return claims().setProtectedHeader({ alg: "HS256", typ: "dpop+jwt", jwk: publicKey }).sign(secret);
    },
  ],
])("a proof with %s is none", async (_, make) => {
  await invite();
  expectProblem(await ask(GRANTS, await make(guest)), "unauthenticated", 401);
  // The same with nothing changed is one, so it is this that was refused.
  expect(
    (await ask(GRANTS, await signed({ typ: "dpop+jwt", jwk: guest.publicKey }, guest.privateKey))).status,
  ).toBe(200);
});

const payload = () => ({ jti: randomBase64url(16), htm: "GET", htu: relay.url + GRANTS, iat: seconds() });
const claims = () => new SignJWT(payload());
const signed = (header: object, key: CryptoKey) =>
  claims()
    .setProtectedHeader({ alg: "ES256", ...header })
    .sign(key, { crit: { b64: false } });
function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part(header)}.${part(payload())}.`;
}

test("a proof beside a person's token gives nothing, and takes nothing", async () => {
  await invite();
  const staff = await relay.person("staff", { all: false, ids: [other.door] });
  const path = `/api/doors/${device.door}/key`;
  const both = { token: staff, headers: { dpop: await prove(path) } };
  expectProblem(await relay.ask(path, both), "door-unknown", 404);
  // A person's grant is no guest's, whoever holds its key.
  const mine = await makeSigningKey();
  const asked = await relay.ask(`/api/doors/${device.door}/grant-requests`, {
    ...{ method: "POST", json: { key: mine.publicKey } },
  });
  const grant = await sign({ cnf: { jwk: mine.publicKey } });
  const id = asked.json<{ id: number }>().id;
  const base = `/api/doors/${device.door}/grant-requests/${id}/approve`;
  expect((await relay.ask(base, { method: "POST", json: { grant } })).status).toBe(201);
  expectProblem(await ask(GRANTS, await prove(GRANTS, { key: mine })), "unauthenticated", 401);
});

test("links are made by those who manage the door, for what a link may have", async () => {
  const grant = await sign();
  const staff = await relay.person("staff");
  expectProblem(await give({ guest: "G", grant }, { token: staff }), "forbidden", 403);
  const elsewhere = await relay.person("admin", { all: false, ids: [other.door] });
  expectProblem(await give({ guest: "G", grant }, { token: elsewhere }), "door-unknown", 404);
  // A grant for one door is not stored for another.
  expectProblem(await give({ guest: "G", grant }, { token: elsewhere, door: other.door }), "malformed", 400);
  for (const change of [
    { commands: ["unlock", "hold"] },
    { commands: ["lockdown"] },
    { nbf: seconds(), exp: seconds() + 32 * 86_400 },
    { nbf: seconds() - 10, exp: seconds() },
  ] satisfies Partial<GrantClaims>[]) {
    expectProblem(await give({ guest: "G", grant: await sign(change) }), "malformed", 400);
  }
  expectProblem(await give({ guest: " ", grant }), "malformed", 400);
  expectProblem(await give({ guest: "G", request: 1, grant }), "malformed", 400);
  expect((await give({ guest: "G", grant })).status).toBe(201);
  expectProblem(await give({ guest: "Another", grant }), "conflict", 409);
  const { entries } = (await relay.ask("/api/audit?action=grant.give&outcome=done")).json<HistoryPage>();
  expect(entries[0]).toMatchObject({ detail: { person: "G", guest: true, kid: guest.kid } });
});

test("one key asks so often a minute, and one network too", async () => {
  await invite();
  let last = await ask(GRANTS);
  for (let count = 0; count < 61 && last.status === 200; count++) last = await ask(GRANTS);
  expectProblem(last, "rate-limited", 429);
  expect(Number(last.headers["retry-after"])).toBeGreaterThan(0);
  // Another guest behind the same address is not kept waiting by this one.
  guest = await makeSigningKey();
  await invite();
  expect((await ask(GRANTS)).status).toBe(200);
  for (let count = 0; count < 240 && last.status !== 401; count++) last = await ask(GRANTS, "guess");
  expect(last.status).toBe(401);
  for (let count = 0; count < 240 && last.status === 401; count++) last = await ask(GRANTS, "guess");
  expectProblem(last, "rate-limited", 429);
});
