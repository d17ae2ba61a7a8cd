import { type EcPublicJwk, importVerifyKey } from "../ec-key.ts";
import { ProtocolError } from "../errors.ts";
import { thumbprint } from "../keys.ts";
import type { Jws } from "./parse.ts";

/**
 * Checks that a JWS is signed by this key, and that its `kid` says so.
 *
 * @throws {ProtocolError} `unfit-key`, `wrong-key`, `bad-signature`
 */
export async function verifyJws(jws: Jws<unknown>, key: EcPublicJwk): Promise<void> {
  const verifyKey = await importVerifyKey(key);
  if ((await thumbprint(key)) !== jws.kid) throw new ProtocolError("wrong-key", "signed by another key");
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  if (!(await crypto.subtle.verify(algorithm, verifyKey, jws.signature, jws.input))) {
    throw new ProtocolError("bad-signature", "the signature is not by this key");
  }
}

/**
 * As `verifyJws`, by whichever of the keys its `kid` names.
 *
 * @throws {ProtocolError} `unfit-key`, `wrong-key` where it names none of them, `bad-signature`
 */
export async function verifyByOneOf(jws: Jws<unknown>, keys: readonly EcPublicJwk[]): Promise<void> {
  for (const key of keys) if ((await thumbprint(key)) === jws.kid) return verifyJws(jws, key);
  throw new ProtocolError("wrong-key", "signed by none of these keys");
}
