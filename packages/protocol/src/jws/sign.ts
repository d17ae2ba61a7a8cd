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

/**
 * A JWS by ES256 in compact serialization (RFC 7515, 7.1; RFC 7518, 3.4): WebCrypto signs in exactly that form, so there
 * is nothing for a library to do but to put three texts together.
 */
export async function signJws(typ: JwsType, payload: unknown, key: SigningKey): Promise<string> {
  const part = (value: unknown) => encodeBase64url(encodeUtf8(JSON.stringify(value)));
  const input = `${part({ alg: "ES256", typ, kid: key.kid })}.${part(payload)}`;
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    key.privateKey,
    encodeUtf8(input),
  );
  return `${input}.${encodeBase64url(new Uint8Array(signature))}`;
}
