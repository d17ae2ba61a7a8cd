import type { GrantRequestView } from "@openlock/api";
import { importDeviceKey, randomBase64url, sealCommand, signGrant, signWith } from "@openlock/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { TestRelay } from "./support/relay.ts";
import { makeSigningKey, type TestSigningKey } from "./support/signing-key.ts";

// What the relay can tell of a signed command before the door sees it: who sends it, and which grants of theirs it knows.

let relay: TestRelay;
let device: TestDevice;
let key: TestSigningKey;
let staff: string;
let now = Date.now();

beforeAll(async () => {
  relay = await TestRelay.start({ now: () => now });
  device = await relay.online();
  key = await makeSigningKey();
});
afterAll(async () => {
  device.stop();
  await relay.close();
});
beforeEach(async () => {
  staff = await relay.person("staff");
});

async function send(token = staff) {
  const { jwe } = await sealCommand({
    ...{ door: device.door, key: await importDeviceKey(device.keys.publicKey), kid: device.keys.kid },
    ...{ boot: device.boot, command: { command: "unlock", args: {} }, sign: signWith(key), now },
  });
  return relay.send(device.door, jwe, { token });
}

async function grant(lifeSeconds: number, token = staff) {
  const base = `/api/doors/${device.door}/grant-requests`;
  const asked = await relay.ask(base, { method: "POST", token, json: { key: key.publicKey } });
  const { id } = asked.json<GrantRequestView>();
  const nbf = Math.floor(now / 1000);
  const jti = randomBase64url(16);
  const claims = { jti, aud: device.door, cnf: { jwk: key.publicKey }, commands: ["unlock" as const] };
  const text = await signGrant({ ...claims, nbf, exp: nbf + lifeSeconds }, key);
  const approved = await relay.ask(`${base}/${id}/approve`, { method: "POST", json: { grant: text } });
  expect(approved.status).toBe(201);
  return jti;
}

/** Longer than the relay goes by what it has read of somebody's grants. */
function later() {
  now += 6_000;
}

test("one of somebody of whom no grant is known goes to the door, which alone can tell", async () => {
  const seen = device.commands.length;
  expect((await send()).status).toBe(200);
  expect(device.commands).toHaveLength(seen + 1);
});

test("one of somebody all of whose grants are over is refused, and not sent", async () => {
  await grant(30);
  expect((await send()).status).toBe(200);
  now += 30_000;
  const seen = device.commands.length;
  expectProblem(await send(), "forbidden", 403);
  expect(device.commands).toHaveLength(seen);
  const [last] = await relay.history(device.door);
  expect(last).toMatchObject({ action: "command.send", outcome: "refused", code: "forbidden" });
  // Another grant is another matter.
  await grant(300);
  later();
  expect((await send()).status).toBe(200);
});

test("one of somebody whose grants were taken back is refused, before the door has confirmed it", async () => {
  const [first, second] = [await grant(300), await grant(300)];
  const revoke = (jti: string) =>
    relay.ask(`/api/doors/${device.door}/grants/${jti}/revocation`, { method: "POST" });
  expect((await revoke(first)).status).toBe(200);
  expect((await send()).status).toBe(200);
  expect((await revoke(second)).status).toBe(200);
  later();
  expectProblem(await send(), "forbidden", 403);
});

test("one of an owner or admin is not: they may sign with an owner key, which the relay cannot see", async () => {
  const admin = await relay.person("admin");
  const jti = await grant(300, admin);
  await relay.ask(`/api/doors/${device.door}/grants/${jti}/revocation`, { method: "POST" });
  later();
  expect((await send(admin)).status).toBe(200);
});
