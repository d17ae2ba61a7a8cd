import { describe, expect, test } from "vitest";
import { checkKeepsIdentity } from "./partitions.ts";

const NVS = { type: 1, subtype: 2, offset: 0x9000, size: 0x5000 };
const OTA_DATA = { type: 1, subtype: 0, offset: 0xe000, size: 0x2000 };
const APP = { type: 0, subtype: 0x10, offset: 0x10000, size: 0x1f0000 };

function table(...entries: (typeof NVS)[]): Uint8Array {
  const bytes = new Uint8Array(0xc00).fill(0xff);
  const view = new DataView(bytes.buffer);
  for (const [at, { type, subtype, offset, size }] of entries.entries()) {
    view.setUint16(at * 32, 0x50aa, true);
    view.setUint8(at * 32 + 2, type);
    view.setUint8(at * 32 + 3, subtype);
    view.setUint32(at * 32 + 4, offset, true);
    view.setUint32(at * 32 + 8, size, true);
  }
  return bytes;
}

const parts = [
  { address: 0x1000, data: new Uint8Array(0x5000) },
  { address: 0x8000, data: table(NVS, OTA_DATA, APP) },
  { address: 0xe000, data: new Uint8Array(0x2000) },
  { address: 0x10000, data: new Uint8Array(0x40000) },
];

describe("what would be written leaves NVS alone", () => {
  test("separate parts around it do", () => {
    expect(() => checkKeepsIdentity(parts)).not.toThrow();
  });

  test.each([
    ["one that starts in it", { address: 0xdfff, data: new Uint8Array(1) }],
    ["one that reaches into it", { address: 0x8c00, data: new Uint8Array(0x401) }],
    ["one that covers it", { address: 0x8c00, data: new Uint8Array(0x10000) }],
  ])("%s does not", (_, image) => {
    expect(() => checkKeepsIdentity([...parts, image])).toThrow(
      expect.objectContaining({ code: "identity-at-risk" }),
    );
  });

  test("a merged image, with its table inside, does not", () => {
    const merged = new Uint8Array(0x20000);
    merged.set(table(APP, NVS), 0x8000);
    expect(() => checkKeepsIdentity([{ address: 0, data: merged }])).toThrow(
      expect.objectContaining({ code: "identity-at-risk" }),
    );
  });

  test("an image right up to it, and right after it, does", () => {
    const tight = [
      { address: 0x8c00, data: new Uint8Array(0x400) },
      { address: 0xe000, data: new Uint8Array(1) },
    ];
    expect(() => checkKeepsIdentity([...parts, ...tight])).not.toThrow();
  });
});
