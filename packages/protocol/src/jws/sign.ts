import { encodeBase64url } from "../base64url.ts";
import { encodeUtf8 } from "../json.ts";
import type { JwsType } from "./parse.ts";

/** A key that signs, which need not be extractable. */
export interface SigningKey {
  /** A P-256 private key that may sign by ECDSA. */
  readonly privateKey: CryptoKey;
  /** The thumbprint of its public half. */
  readonly kid: string;
}

/** A JWS of this protocol's kinds, by the key that its `kid` names. */
export async function signJws(typ: JwsType, payload: unknown, key: SigningKey): Promise<string> {
  return signCompact({ typ, kid: key.kid }, payload, key.privateKey);
}

/**
 * A JWS by ES256 in compact serialization (RFC 7515, 7.1; RFC 7518, 3.4): WebCrypto signs in exactly that form, so there
 * is nothing for a library to do but to put three texts together.
 *
 * @param header what is in it beside `alg`
 */
export async function signCompact(header: object, payload: unknown, privateKey: CryptoKey): Promise<string> {
  const part = (value: unknown) => encodeBase64url(encodeUtf8(JSON.stringify(value)));
  const input = `${part({ alg: "ES256", ...header })}.${part(payload)}`;
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    privateKey,
    encodeUtf8(input),
  );
  return `${input}.${encodeBase64url(new Uint8Array(signature))}`;
}
