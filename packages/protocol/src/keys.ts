import { calculateJwkThumbprint, importJWK } from "jose";
import * as z from "zod/mini";
import { ProtocolError } from "./errors.ts";
import { base64urlOf } from "./names.ts";

/** A device's public key: RSA, 2048 to 4096 bits, e = 65537. Metadata members of a JWK are let through. */
export const RsaPublicJwk = z.object({
  kty: z.literal("RSA"),
  n: base64urlOf(256, 512).check(
    // The top bit of the first byte set, or the modulus is shorter than its bytes say.
    z.refine((n) => "ghijklmnopqrstuvwxyz0123456789-_".includes(n.charAt(0)), "not a full-length modulus"),
  ),
  e: z.literal("AQAB"),
});
export type RsaPublicJwk = z.infer<typeof RsaPublicJwk>;

/** A P-256 public key, for release and owner keys. */
export const EcPublicJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64urlOf(32, 32),
  y: base64urlOf(32, 32),
});
export type EcPublicJwk = z.infer<typeof EcPublicJwk>;

/** The `kid` of a key: its JWK thumbprint (RFC 7638) by SHA-256. */
export function thumbprint(key: RsaPublicJwk | EcPublicJwk): Promise<string> {
  return calculateJwkThumbprint(key, "sha256");
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
 * A device's public key, ready to seal with. Not extractable on purpose is not possible for a public key; it is
 * usable for encryption alone.
 *
 * @throws {ProtocolError} `unfit-key`
 */
export async function importDeviceKey(key: RsaPublicJwk): Promise<CryptoKey> {
  const parsed = RsaPublicJwk.safeParse(key);
  if (!parsed.success) throw new ProtocolError("unfit-key", "not an RSA public key of 2048 bits or more");
  const { kty, n, e } = parsed.data;
  const imported = await importJWK({ kty, n, e, ext: true }, "RSA-OAEP-256");
  if (imported instanceof Uint8Array) throw new ProtocolError("unfit-key", "not a public key");
  return imported;
}
