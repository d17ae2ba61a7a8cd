import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildDescriptor, buildImage } from "./build.ts";
import { concat } from "./bytes.ts";
import { CHIP_IDS, type ChipName } from "./chips.ts";
import { ImageError, parseImage } from "./parse.ts";

const about = {
  project: "esplock",
  version: "1.4.0",
  builtAt: new Date("2026-11-24T08:00:00Z"),
  idf: "v5.3",
};
const build = (code: Uint8Array, chip: ChipName) =>
  buildImage(0x40080000, [{ loadAddress: 0x3f400020, bytes: concat(buildDescriptor(about), code) }], chip);
/** As from a file; outside of it there is nothing to read. */
const parse = (bytes: Uint8Array, chip?: ChipName) =>
  parseImage(
    (offset, length) => {
      if (offset + length > Math.max(bytes.length, 24)) throw new RangeError("read outside of the image");
      return bytes.slice(offset, offset + length);
    },
    bytes.length,
    chip === undefined ? {} : { chip },
  );

const chips = fc.constantFrom(...(Object.keys(CHIP_IDS) as ChipName[]));
const code = fc.uint8Array({ maxLength: 2000 });

describe("an application image", () => {
  test("is read as it was made, for every chip and no other", () => {
    fc.assert(
      fc.property(code, chips, chips, (bytes, chip, other) => {
        const image = build(bytes, chip);
        expect(parse(image, chip)).toMatchObject({
          chip,
          length: image.length,
          descriptor: { version: "1.4.0" },
        });
        if (other !== chip)
          expect(() => parse(image, other)).toThrow(expect.objectContaining({ fault: "chip" }));
      }),
    );
  });

  test("cut anywhere, it is none", () => {
    const image = build(new Uint8Array(500), "ESP32-C3");
    for (let length = 0; length < image.length; length++) {
      expect(() => parse(image.subarray(0, length)), String(length)).toThrow(ImageError);
    }
  });

  test("with any bit turned it is none, or says plainly that it has no hash", () => {
    const image = build(new Uint8Array(64).fill(7), "ESP32");
    for (let bit = 0; bit < image.length * 8; bit++) {
      const turned = image.slice();
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let hashed = false;
      try {
        hashed = parse(turned).sha256 !== undefined;
      } catch (error) {
        expect(error).toBeInstanceOf(ImageError);
      }
      expect(hashed, `bit ${bit}`).toBe(false);
    }
  });

  test("no bytes make it throw anything else, or read outside of them", () => {
    const headed = fc
      .tuple(fc.uint8Array({ minLength: 24, maxLength: 300 }), fc.nat(20))
      .map(([bytes, count]) => {
        bytes.set([0xe9, count]);
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), headed), (bytes) => {
        try {
          parse(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ImageError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
