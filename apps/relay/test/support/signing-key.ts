import { type EcPublicJwk, type SigningKey, thumbprint } from "@openlock/protocol";

export interface TestSigningKey extends SigningKey {
  readonly publicKey: EcPublicJwk;
}

/** A P-256 key as a person's browser makes it: its private half cannot be read. */
export async function makeSigningKey(): Promise<TestSigningKey> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, publicKey, kid: await thumbprint(publicKey) };
}
