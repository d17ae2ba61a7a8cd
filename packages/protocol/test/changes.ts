import { decodeBase64url, encodeBase64url } from "./vectors/encoding.ts";

/** How many bits the decoded parts of a compact JWE have. */
export function countBits(jwe: string): number {
  return jwe.split(".").reduce((sum, part) => sum + decodeBase64url(part).length * 8, 0);
}

/** The JWE with one bit of its decoded parts flipped, in the canonical spelling. */
export function flipNthBit(jwe: string, bit: number): string {
  let before = 0;
  return jwe
    .split(".")
    .map((text) => {
      const bytes = decodeBase64url(text);
      const at = bit - before;
      before += bytes.length * 8;
      if (at < 0 || at >= bytes.length * 8) return text;
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (0x80 >> (at & 7));
      return encodeBase64url(bytes);
    })
    .join(".");
}

/** What may stand in a compact JWE, and some of what may not. */
export const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000é";

export function replaceCharacter(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}
