import * as z from "zod/mini";
import { decodeBase64url } from "../base64url.ts";
import { BOUNDS } from "../bounds.ts";
import { ProtocolError } from "../errors.ts";
import { encodeUtf8, parseShape, parseStrictJson } from "../json.ts";
import { Kid } from "../names.ts";

/** What is signed in this protocol, by the `typ` of its header. */
export type JwsType =
  | "openlock-grant+jwt"
  | "openlock-signed+jwt"
  | "openlock-release+jwt"
  | "openlock-handover+jwt";

/** A JWS as it came: its shape is right, and nothing says yet who signed it. */
export interface Jws<P> {
  /** Thumbprint of the key that is said to have signed. */
  readonly kid: string;
  readonly payload: P;
  /** What is signed: the first two parts as they stand (RFC 7515, 5.1). */
  readonly input: Uint8Array<ArrayBuffer>;
  /** r and s, 32 bytes each (RFC 7518, 3.4). */
  readonly signature: Uint8Array<ArrayBuffer>;
}

const header = (typ: JwsType) => z.strictObject({ alg: z.literal("ES256"), typ: z.literal(typ), kid: Kid });

/**
 * Reads a JWS in compact serialization (RFC 7515, 7.1) strictly: three canonical base64url parts, a header of exactly
 * `alg` ES256, `typ` and `kid`, a signature of 64 bytes. That it is signed by `kid`'s key is for `verifyJws`.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseJws<S extends z.ZodMiniType>(
  text: string,
  maxBytes: number,
  typ: JwsType,
  payload: S,
): Jws<z.output<S>> {
  if (text.length > maxBytes) throw new ProtocolError("too-large", `longer than ${maxBytes} bytes`);
  const texts = text.split(".", 4);
  if (texts.length !== 3) throw new ProtocolError("not-compact", "not three parts");
  const [head, body, signature] = texts.map(decodeBase64url);
  if (!head?.length || !body?.length || signature?.length !== 64) {
    throw new ProtocolError("not-compact", "a part has the wrong length");
  }
  const { kid } = parseShape(header(typ), parseStrictJson(head, BOUNDS.headerBytes));
  return {
    kid,
    payload: parseShape(payload, parseStrictJson(body, BOUNDS.claimsBytes)),
    input: encodeUtf8(text.slice(0, text.lastIndexOf("."))),
    signature,
  };
}
