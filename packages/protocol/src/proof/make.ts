import { randomBase64url } from "../base64url.ts";
import type { EcPublicJwk } from "../ec-key.ts";
import { type SigningKey, signCompact } from "../jws/sign.ts";

/** A request that a key vouches for: its method and its address without query and fragment. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * Shows a relay that whoever sends a request holds a key: a DPoP proof (RFC 9449, 4.2), good for one request (section 10).
 *
 * @param now milliseconds since the epoch
 */
export function makeProof(
  { method, url }: ProvenRequest,
  key: SigningKey & { readonly publicKey: EcPublicJwk },
  now: number,
): Promise<string> {
  const { kty, crv, x, y } = key.publicKey;
  const claims = { jti: randomBase64url(16), htm: method, htu: url, iat: Math.floor(now / 1000) };
  return signCompact({ typ: "dpop+jwt", jwk: { kty, crv, x, y } }, claims, key.privateKey);
}
