import * as z from "zod/mini";
import { decodeBase64url } from "./base64url.ts";
import { ProtocolError } from "./errors.ts";
import { base64urlOf } from "./names.ts";

/** A P-256 public key (RFC 7518, 6.2.1): owner keys, release keys, keys of people. The point is one of the curve. */
export const EcPublicJwk = z
  .strictObject({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: base64urlOf(32, 32),
    y: base64urlOf(32, 32),
  })
  .check(z.refine(({ x, y }) => isPoint(number(x), number(y)), "not a point of P-256"));
export type EcPublicJwk = z.infer<typeof EcPublicJwk>;

// FIPS 186-5 and SP 800-186, 3.2.1.3.
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** SEC 1, 3.2.2.1: both coordinates below p, and on the curve. Its cofactor is 1, so there is no more to check. */
function isPoint(x: bigint, y: bigint): boolean {
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

function number(text: string): bigint {
  try {
    return decodeBase64url(text).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  } catch {
    // Already refused by the member's own check, whose word counts.
    return P;
  }
}

/**
 * A key to verify ES256 with.
 *
 * @throws {ProtocolError} `unfit-key`
 */
export async function importVerifyKey(key: EcPublicJwk): Promise<CryptoKey> {
  const parsed = EcPublicJwk.safeParse(key);
  if (!parsed.success) throw new ProtocolError("unfit-key", "not a P-256 public key");
  try {
    return await crypto.subtle.importKey("jwk", parsed.data, { name: "ECDSA", namedCurve: "P-256" }, true, [
      "verify",
    ]);
  } catch (cause) {
    throw new ProtocolError("unfit-key", "not a P-256 public key", { cause });
  }
}
