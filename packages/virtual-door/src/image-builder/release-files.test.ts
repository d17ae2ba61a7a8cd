import { readdirSync, readFileSync } from "node:fs";
import { parseImage } from "@openlock/esp-image";
import { checkKeepsNvs } from "@openlock/release";
import { describe, expect, test } from "vitest";
import { VIRTUAL_RELEASE, virtualReleaseFiles } from "./release-files.ts";
import { buildVirtualImage, flashWith } from "./virtual-image.ts";

describe("the virtual release", () => {
  test("building it again gives the bytes that are committed", () => {
    const files = virtualReleaseFiles();
    expect(readdirSync(VIRTUAL_RELEASE).sort()).toEqual([...files.keys()].sort());
    for (const [file, bytes] of files) {
      expect(readFileSync(new URL(file, VIRTUAL_RELEASE)).equals(bytes), file).toBe(true);
    }
  });

  test("no part touches the NVS, and none another", () => {
    checkKeepsNvs(buildVirtualImage());
    const ranges = buildVirtualImage().map(({ offset, bytes }) => [offset, offset + bytes.length] as const);
    for (const [index, [start]] of ranges.entries()) {
      expect(start).toBeGreaterThanOrEqual(ranges[index - 1]?.[1] ?? 0);
    }
  });

  test("says on itself that it is for virtual doors", () => {
    const [bootloader, , , app] = buildVirtualImage();
    for (const part of [bootloader, app]) {
      const bytes = part?.bytes ?? new Uint8Array();
      const image = parseImage((at, length) => bytes.slice(at, at + length), bytes.length);
      expect(image.length).toBe(bytes.length);
      expect(Buffer.from(bytes).toString("latin1")).toContain("runs only on OpenLock's virtual doors");
    }
    expect(flashWith(buildVirtualImage())[0]).toBe(0xff);
  });
});
