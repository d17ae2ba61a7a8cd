import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64url, encodeBase64url, randomBase64url } from "./base64url.ts";
import { ProtocolError } from "./errors.ts";

test("what was encoded decodes to the same bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(decodeBase64url(encodeBase64url(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test("a text is taken exactly where encoding its bytes gives it back", () => {
  const character = fc.constantFrom(..."ABCDQRgwxyz0189-_+/= .é");
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 9 }), (text) => {
      const canonical = Buffer.from(text, "base64url").toString("base64url") === text;
      if (canonical) expect(encodeBase64url(decodeBase64url(text))).toBe(text);
      else expect(() => decodeBase64url(text)).toThrow(ProtocolError);
    }),
    { numRuns: 5000 },
  );
});

test("a text of megabytes is refused without running out of stack", () => {
  expect(() => decodeBase64url(`${"A".repeat(8_000_000)}!`)).toThrow(ProtocolError);
});

test("random texts have the length asked for and differ", () => {
  expect(decodeBase64url(randomBase64url(16))).toHaveLength(16);
  expect(randomBase64url(16)).not.toBe(randomBase64url(16));
});
