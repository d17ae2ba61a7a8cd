import { SignJWT } from "jose";
import { randomBase64url } from "../base64url.ts";
import type { EcPublicJwk } from "../ec-key.ts";
import type { SigningKey } from "../jws/sign.ts";

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
  return new SignJWT({ jti: randomBase64url(16), htm: method, htu: url, iat: Math.floor(now / 1000) })
    .setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } })
    .sign(key.privateKey);
}
