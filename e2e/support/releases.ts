import { createHash } from "node:crypto";
import type { ReleaseView, RolloutDoorView, RolloutView } from "@openlock/api";
import { buildDescriptor, buildImage, concat } from "@openlock/esp-image";
import { EcPublicJwk, type SigningKey, signRelease, thumbprint } from "@openlock/protocol";
import { buildVirtualImage } from "@openlock/virtual-door";
import { exportJWK, generateKeyPair } from "jose";
import type { SignedIn } from "./people.ts";

// What an owner of doors has to do with firmware: a release key, images, uploads, rollouts.

const BUILT_AT = new Date("2026-11-24T08:00:00Z");

export interface ReleaseKey extends SigningKey {
  readonly publicKey: EcPublicJwk;
}

export async function makeReleaseKey(): Promise<ReleaseKey> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = EcPublicJwk.parse({ kty, crv, x, y });
  return { publicKey: jwk, privateKey, kid: await thumbprint(jwk) };
}

export function workingImage(version: string): Uint8Array {
  const application = buildVirtualImage({ version, builtAt: BUILT_AT }).at(-1);
  if (!application) throw new Error("no application");
  return application.bytes;
}

/** An image that a chip starts, and that does nothing: nobody wrote a program of this name. */
export function deadImage(version: string): Uint8Array {
  const descriptor = buildDescriptor({ project: "dead", version, builtAt: BUILT_AT, idf: "virtual" });
  return buildImage(0x40080000, [
    { loadAddress: 0x3f400020, bytes: concat(descriptor, new Uint8Array(4096)) },
  ]);
}

export async function uploadRelease(
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

/** To the door `front` first, then to all. */
export const beginRollout = (owner: SignedIn, release: ReleaseView) =>
  owner.json<RolloutView>("POST", "/api/rollouts", {
    release: release.id,
    doors: { all: true },
    plan: { canary: "front", steps: [100], soakSeconds: 0, atOnce: 2, haltAt: { doors: 1, percent: 100 } },
  });

export const readRollout = ({ id }: RolloutView, owner: SignedIn) =>
  owner.json<RolloutView>("GET", `/api/rollouts/${id}`);

export const rolloutDoors = async ({ id }: RolloutView, owner: SignedIn) =>
  (await owner.json<{ doors: RolloutDoorView[] }>("GET", `/api/rollouts/${id}/doors`)).doors;
