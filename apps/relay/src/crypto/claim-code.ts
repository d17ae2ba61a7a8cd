import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, which are mistaken for others. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new one-time claim code (protocol, section 2): 80 random bits in four groups of four. */
export function newClaimCode(): string {
  // 32 divides 256, so every character is as likely as any other.
  const characters = Array.from(randomBytes(16), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return [0, 4, 8, 12].map((at) => characters.slice(at, at + 4).join("")).join("-");
}
