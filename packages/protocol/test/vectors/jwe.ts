import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decodeBase64url, encodeBase64url, encodeUtf8 } from "./encoding.ts";

export const VECTORS = fileURLToPath(new URL("../../vectors/", import.meta.url));

/** A published key, and one content key encrypted to it once, so that vectors can be made again byte for byte. */
export interface TestKey {
  readonly jwk: JsonWebKey & { readonly kty: "RSA"; readonly n: string; readonly e: "AQAB" };
  readonly cek: string;
  readonly encryptedKey: string;
}

export function readFixture<T>(file: string): T {
  return JSON.parse(readFileSync(VECTORS + file, "utf8")) as T;
}

export const DEVICE_KEY = readFixture<TestKey>("test-only-device-key.json");
export const OTHER_KEY = readFixture<TestKey>("test-only-other-key.json");

export function publicHalf({ jwk }: TestKey) {
  return { kty: jwk.kty, n: jwk.n, e: jwk.e };
}

export function privateKeyOf({ jwk }: TestKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["decrypt"]);
}

/** The parts of a compact JWE, header and plaintext as they stand: any text, also one that no sealer would write. */
export interface RawJwe {
  /** Names the initialisation vector, so that no two vectors share one. */
  readonly name: string;
  readonly header: string;
  readonly plaintext: string | Uint8Array<ArrayBuffer>;
  readonly encryptedKey?: string;
  /** The content encryption key, base64url. */
  readonly cek: string;
}

/** RFC 7516, 5.1, with A256GCM, from parts that are given instead of drawn. */
export async function assemble(raw: RawJwe): Promise<string> {
  const header = encodeBase64url(encodeUtf8(raw.header));
  const iv = new Uint8Array(await crypto.subtle.digest("SHA-256", encodeUtf8(raw.name))).slice(0, 12);
  const key = await crypto.subtle.importKey("raw", decodeBase64url(raw.cek), "AES-GCM", false, ["encrypt"]);
  const plaintext = typeof raw.plaintext === "string" ? encodeUtf8(raw.plaintext) : raw.plaintext;
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encodeUtf8(header) }, key, plaintext),
  );
  const parts = [decodeBase64url(raw.encryptedKey ?? ""), iv, sealed.slice(0, -16), sealed.slice(-16)];
  return [header, ...parts.map(encodeBase64url)].join(".");
}

/** The same JWE with one of its five texts replaced. */
export function withPart(jwe: string, part: 0 | 1 | 2 | 3 | 4, change: (text: string) => string): string {
  return jwe
    .split(".")
    .map((text, at) => (at === part ? change(text) : text))
    .join(".");
}

export function flipBit(text: string, bit: number): string {
  const bytes = decodeBase64url(text);
  const at = bit < 0 ? bytes.length * 8 + bit : bit;
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (0x80 >> (at & 7));
  return encodeBase64url(bytes);
}
