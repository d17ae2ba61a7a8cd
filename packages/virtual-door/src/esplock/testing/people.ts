import {
  type EcPublicJwk,
  type GrantClaims,
  randomBase64url,
  type SigningKey,
  signGrant,
  thumbprint,
} from "@openlock/protocol";

/** Somebody with a key of their own. */
export interface Person extends SigningKey {
  readonly jwk: EcPublicJwk;
}

export async function makePerson(): Promise<Person> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, jwk, kid: await thumbprint(jwk) };
}

/** A grant for the door `front`, to unlock and lock within an hour of that time. */
export async function grantFor(
  person: Person,
  owner: SigningKey,
  nowMs: number,
  change: Partial<GrantClaims> = {},
): Promise<{ readonly text: string; readonly jti: string; readonly exp: number }> {
  const now = Math.floor(nowMs / 1000);
  const claims: GrantClaims = {
    ...{ jti: randomBase64url(16), aud: "front", cnf: { jwk: person.jwk }, commands: ["unlock", "lock"] },
    ...{ nbf: now - 3600, exp: now + 3600, ...change },
  };
  return { text: await signGrant(claims, owner), jti: claims.jti, exp: claims.exp };
}
