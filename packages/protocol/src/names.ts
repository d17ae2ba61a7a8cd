import * as z from "zod/mini";
import { decodeBase64url } from "./base64url.ts";

/** How a Door ID is spelled, for schemas of other libraries. */
export const DOOR_ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
/** A door's name on its relay. */
export const DoorId = z.string().check(z.regex(DOOR_ID_PATTERN, "not a Door ID"));
export type DoorId = string;

/** The chip's factory MAC, 12 lower-case hex digits. */
export const Uid = z.string().check(z.regex(/^[0-9a-f]{12}$/, "not 12 lower-case hex digits"));

/** Canonical base64url of a number of bytes within bounds. */
export function base64urlOf(min: number, max: number) {
  return z.string().check(
    z.maxLength(Math.ceil((max * 4) / 3)),
    z.refine(
      (text) => {
        try {
          const { length } = decodeBase64url(text);
          return length >= min && length <= max;
        } catch {
          return false;
        }
      },
      `not base64url of ${min === max ? min : `${min} to ${max}`} bytes`,
    ),
  );
}

/** A JWK thumbprint (RFC 7638) by SHA-256. */
export const Kid = base64urlOf(32, 32);
/** At least 128 random bits. */
export const Jti = base64urlOf(16, 64);
/** The device's boot nonce: 128 random bits. */
export const BootNonce = base64urlOf(16, 16);
/** The key that seals the answer to one command. */
export const ReplyKey = base64urlOf(32, 32);

/** The last second of the year 9999: times stay exact in a double, and in 64 bits as milliseconds. */
const LAST_SECOND = 253_402_300_799;

/** A path on the server that it came from; two slashes, or their like, would name another one. */
export const ServerPath = z.string().check(z.regex(/^\/(?![/\\])[\x21-\x7e]{0,255}$/, "not a path"));

/** Whole seconds since the epoch. */
export const Seconds = z.int().check(z.minimum(0), z.maximum(LAST_SECOND));
/** Milliseconds since the epoch. */
export const Milliseconds = z.int().check(z.minimum(0), z.maximum(LAST_SECOND * 1000 + 999));
