import { base64url } from "jose";
import { ProtocolError } from "./errors.ts";

/**
 * Decodes base64url (RFC 4648, section 5) without padding, in its one canonical spelling: no other character, and
 * unused bits zero.
 *
 * @throws {ProtocolError} `not-canonical`
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new ProtocolError("not-canonical", "not base64url");
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(base64url.decode(text));
  } catch (cause) {
    throw new ProtocolError("not-canonical", "not base64url", { cause });
  }
  if (base64url.encode(bytes) !== text) {
    throw new ProtocolError("not-canonical", "not the canonical spelling");
  }
  return bytes;
}

export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** Random bits as base64url, for `jti`, `boot` and reply keys. */
export function randomBase64url(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}
