import { createHash } from "node:crypto";
import type { DoorView, ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import { buildDescriptor, buildImage, concat } from "@openlock/esp-image";
import { EcPublicJwk, type SigningKey, signRelease, thumbprint } from "@openlock/protocol";
import { buildVirtualImage } from "@openlock/virtual-door";
import { exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SignedIn, setUpOwner } from "./support/people.ts";
import { setUpDoor } from "./support/set-up-door.ts";
import { type Stack, startStack } from "./support/stack.ts";

// Signed firmware on its way to doors that run it, with the product's own processes.

// Two boards are flashed, and each restarts with every update.
const TIMEOUT = 240_000;
const PATIENCE = { timeout: 90_000, interval: 500 };
const BUILT_AT = new Date("2026-11-24T08:00:00Z");

let stack: Stack;
beforeEach(async () => {
  stack = await startStack();
});
afterEach(() => stack.stop());

async function releaseKey(): Promise<SigningKey & { readonly publicKey: EcPublicJwk }> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = EcPublicJwk.parse({ kty, crv, x, y });
  return { publicKey: jwk, privateKey, kid: await thumbprint(jwk) };
}

function working(version: string): Uint8Array {
  const application = buildVirtualImage({ version, builtAt: BUILT_AT }).at(-1);
  if (!application) throw new Error("no application");
  return application.bytes;
}

/** An image that a chip starts, and that does nothing: nobody wrote a program of this name. */
function dead(version: string): Uint8Array {
  const descriptor = buildDescriptor({ project: "dead", version, builtAt: BUILT_AT, idf: "virtual" });
  return buildImage(0x40080000, [
    { loadAddress: 0x3f400020, bytes: concat(descriptor, new Uint8Array(4096)) },
  ]);
}

async function upload(
  owner: SignedIn,
  key: SigningKey,
  version: string,
  image: Uint8Array,
): Promise<ReleaseView> {
  const sha256 = createHash("sha256").update(image).digest("hex");
  const claims = { version, chip: "ESP32", size: image.length, sha256, iat: 1_800_000_000 };
  const answer = await fetch(`${owner.relay.url}/api/releases`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${owner.token}`,
      "content-type": "application/octet-stream",
      "openlock-manifest": await signRelease(claims, key),
    },
    body: new Uint8Array(image),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as ReleaseView;
}

const begin = (owner: SignedIn, release: ReleaseView) =>
  owner.json<RolloutView>("POST", "/api/rollouts", {
    release: release.id,
    doors: { all: true },
    plan: { canary: "front", steps: [100], soakSeconds: 0, atOnce: 2, haltAt: { doors: 1, percent: 100 } },
  });
const read = ({ id }: RolloutView, owner: SignedIn) => owner.json<RolloutView>("GET", `/api/rollouts/${id}`);

async function versions(owner: SignedIn): Promise<readonly (string | undefined)[]> {
  const { doors } = await owner.json<{ doors: DoorView[] }>("GET", "/api/doors");
  return doors.map(({ device, online }) => (online ? device?.firmware.version : "offline"));
}

test("a signed image goes to the first door, then to all; one that does not work goes back and halts everything", {
  timeout: TIMEOUT,
}, async () => {
  const { relay, doors } = stack;
  const owner = await setUpOwner(relay);
  const key = await releaseKey();
  await owner.json("POST", "/api/release-keys", { name: "Safe", key: key.publicKey });
  const [first = "", second = ""] = await doors.ids();
  for (const [id, uart] of [
    ["front", first],
    ["side", second],
  ] as const) {
    await setUpDoor(owner, doors, { id, name: id, uart, releaseKeys: [key.publicKey] });
  }
  const good = await begin(owner, await upload(owner, key, "1.1.0", working("1.1.0")));
  await expect.poll(async () => (await read(good, owner)).state, PATIENCE).toBe("done");
  expect((await read(good, owner)).stages).toMatchObject([{ done: 1 }, { done: 1 }]);
  await expect.poll(() => versions(owner), PATIENCE).toEqual(["1.1.0", "1.1.0"]);

  const bad = await begin(owner, await upload(owner, key, "1.2.0", dead("1.2.0")));
  await expect
    .poll(async () => (await read(bad, owner)).state, { ...PATIENCE, timeout: 150_000 })
    .toBe("halted");
  const rows = (await owner.json<{ doors: RolloutDoorView[] }>("GET", `/api/rollouts/${bad.id}/doors`)).doors;
  expect(rows).toMatchObject([
    { door: "front", state: "failed", why: "rolled-back" },
    { door: "side", state: "waiting", tries: 0 },
  ]);
  await expect.poll(() => versions(owner), PATIENCE).toEqual(["1.1.0", "1.1.0"]);
});
