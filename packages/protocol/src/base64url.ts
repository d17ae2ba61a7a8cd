import { base64url } from "jose";
import { ProtocolError } from "./errors.ts";

interface NodeBuffer {
  from(text: string, encoding: "base64url"): Uint8Array;
}

// Node 20 has no `Uint8Array.fromBase64`, and without it jose goes through every byte in JavaScript: a quarter of what
// it costs a relay to parse a command.
const { Buffer } = globalThis as { readonly Buffer?: NodeBuffer };
const decode = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer ? Buffer.from(text, "base64url") : base64url.decode(text));

/** The last characters whose unused bits are zero, by how many characters the last group has. */
const LAST = { 2: "AQgw", 3: "AEIMQUYcgkosw048" } as const;

/**
 * Decodes base64url (RFC 4648, section 5) without padding, in its one canonical spelling: no other character, and
 * unused bits zero.
 *
 * @throws {ProtocolError} `not-canonical`
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!isCanonical(text)) throw new ProtocolError("not-canonical", "not canonical base64url");
  return decode(text);
}

export function encodeBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** Random bits as base64url, for `jti`, `boot` and reply keys. */
export function randomBase64url(bytes: number): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(bytes)));
}

// The same as to encode what was decoded and compare, without the time for it.
function isCanonical(text: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return false;
  switch (text.length % 4) {
    case 0:
      return true;
    case 2:
      return LAST[2].includes(text.charAt(text.length - 1));
    case 3:
      return LAST[3].includes(text.charAt(text.length - 1));
    default:
      return false;
  }
}
