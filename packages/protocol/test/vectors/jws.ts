import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { encodeBase64url, encodeUtf8, sha256 } from "./encoding.ts";
import { readFixture } from "./jwe.ts";

type Name = "owner" | "secondOwner" | "person" | "thief" | "stranger" | "release" | "secondRelease";
type PrivateJwk = { readonly kty: "EC"; readonly crv: "P-256"; readonly x: string; readonly y: string };
export type Signers = Readonly<Record<Name, PrivateJwk & { readonly d: string }>>;
export const SIGNERS = readFixture<Signers>("test-only-signing-keys.json");

export function publicKeyOf(name: Name): PrivateJwk {
  const { kty, crv, x, y } = SIGNERS[name];
  return { kty, crv, x, y };
}

/** RFC 7638, 3.2, written out here instead of taken from the package. */
export function kidOf(name: Name): Promise<string> {
  const { x, y } = SIGNERS[name];
  return sha256(encodeUtf8(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`));
}

// ECDSA draws a number for each signature. Those of the vectors are kept, so that vectors can be made again byte for byte.
const KEPT = fileURLToPath(new URL("./test-only-signatures.json", import.meta.url));
const kept: Record<string, string> = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, "utf8")) : {};
const used: Record<string, string> = {};

export async function signatureBy(name: Name, input: string): Promise<string> {
  const id = `${name} ${await sha256(encodeUtf8(input))}`;
  const signature = kept[id] ?? (await sign(name, input));
  kept[id] = signature;
  used[id] = signature;
  return signature;
}

async function sign(name: Name, input: string): Promise<string> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", SIGNERS[name], algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign({ ...algorithm, hash: "SHA-256" }, key, encodeUtf8(input));
  return encodeBase64url(new Uint8Array(signature));
}

/** Keeps the signatures that the vectors have now, and no other. */
export function keepSignatures(): void {
  const sorted = Object.entries(used).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(KEPT, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** A compact JWS of header and payload as they stand: any text, also one that no signer would write. */
export async function assembleJws(header: string, payload: string, by: Name): Promise<string> {
  const input = `${encodeBase64url(encodeUtf8(header))}.${encodeBase64url(encodeUtf8(payload))}`;
  return `${input}.${await signatureBy(by, input)}`;
}
