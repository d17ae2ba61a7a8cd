import * as z from "zod/mini";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import type { EcPublicJwk } from "./ec-key.ts";
import { ProtocolError } from "./errors.ts";
import { encodeUtf8 } from "./json.ts";
import { base64urlOf } from "./names.ts";

/**
 * A device's public key: RSA, 2048 to 4096 bits, e = 65537 (RFC 7518, 6.3.1). Other public members of a JWK (`alg`,
 * `use`, …) are dropped; a private key where a public one belongs is refused.
 */
export const RsaPublicJwk = z.object({
  kty: z.literal("RSA"),
  n: base64urlOf(256, 512).check(z.refine(isModulus, "not an odd number of as many bits as its bytes have")),
  e: z.literal("AQAB"),
  d: z.exactOptional(z.never()),
});
export type RsaPublicJwk = Omit<z.infer<typeof RsaPublicJwk>, "d">;

function isModulus(n: string): boolean {
  try {
    const bytes = decodeBase64url(n);
    return (bytes[0] ?? 0) >= 0x80 && ((bytes.at(-1) ?? 0) & 1) === 1;
  } catch {
    return false;
  }
}

/** The `kid` of a key: its JWK thumbprint (RFC 7638) by SHA-256. */
export async function thumbprint(key: RsaPublicJwk | EcPublicJwk): Promise<string> {
  // Section 3.2: the members that make the key, in the order of their names, and no white space.
  const members =
    key.kty === "RSA"
      ? { e: key.e, kty: key.kty, n: key.n }
      : { crv: key.crv, kty: key.kty, x: key.x, y: key.y };
  const digest = await crypto.subtle.digest("SHA-256", encodeUtf8(JSON.stringify(members)));
  return encodeBase64url(new Uint8Array(digest));
}

/**
 * A `kid` as people compare it: groups of four characters.
 *
 * @example fingerprint("NzbLsXh8uDCc…") // "NzbL sXh8 uDCc …"
 */
export function fingerprint(kid: string): string {
  return kid.match(/.{1,4}/g)?.join(" ") ?? "";
}

/**
 * A device's public key, ready to seal with.
 *
 * @throws {ProtocolError} `unfit-key`
 */
export async function importDeviceKey(key: RsaPublicJwk): Promise<CryptoKey> {
  const parsed = RsaPublicJwk.safeParse(key);
  if (!parsed.success) throw new ProtocolError("unfit-key", "not an RSA public key of 2048 bits or more");
  const { kty, n, e } = parsed.data;
  const algorithm = { name: "RSA-OAEP", hash: "SHA-256" };
  try {
    return await crypto.subtle.importKey("jwk", { kty, n, e }, algorithm, true, ["encrypt"]);
  } catch (cause) {
    throw new ProtocolError("unfit-key", "not a public key", { cause });
  }
}
