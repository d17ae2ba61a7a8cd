import { webcrypto } from "node:crypto";
import {
  type EcPublicJwk,
  type GrantClaims,
  randomBase64url,
  type SigningKey,
  signGrant,
  thumbprint,
} from "@openlock/protocol";

/** Somebody with a key of their own: an owner, or a person with a grant. */
export interface Signer extends SigningKey {
  readonly jwk: EcPublicJwk;
}

export async function makeSigner(): Promise<Signer> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { x = "", y = "" } = await webcrypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, jwk, kid: await thumbprint(jwk) };
}

/** A grant to unlock, lock and ask, within an hour of that moment. */
export async function grantTo(
  person: Signer,
  owner: SigningKey,
  nowSeconds: number,
  change: Partial<GrantClaims> = {},
): Promise<{ readonly text: string; readonly jti: string; readonly exp: number }> {
  const claims: GrantClaims = {
    ...{
      jti: randomBase64url(16),
      aud: "front",
      cnf: { jwk: person.jwk },
      commands: ["unlock", "lock", "status"],
    },
    ...{ nbf: nowSeconds - 3600, exp: nowSeconds + 3600, ...change },
  };
  return { text: await signGrant(claims, owner), jti: claims.jti, exp: claims.exp };
}
