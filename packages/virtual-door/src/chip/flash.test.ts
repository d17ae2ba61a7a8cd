import { describe, expect, test } from "vitest";
import { Faults, PowerCut } from "./faults.ts";
import { Flash, SECTOR_SIZE } from "./flash.ts";

describe("NOR flash", () => {
  test("is erased when new; writing only clears bits, erasing sets whole sectors", () => {
    const flash = new Flash();
    expect(flash.read(0, 4)).toEqual(Uint8Array.of(0xff, 0xff, 0xff, 0xff));
    flash.write(SECTOR_SIZE - 2, Uint8Array.of(0xf0, 0x0f, 0xaa));
    flash.write(SECTOR_SIZE - 2, Uint8Array.of(0xff, 0xf8));
    expect(flash.read(SECTOR_SIZE - 2, 3)).toEqual(Uint8Array.of(0xf0, 0x08, 0xaa));
    flash.erase(SECTOR_SIZE, 1);
    expect(flash.read(SECTOR_SIZE - 2, 3)).toEqual(Uint8Array.of(0xf0, 0x08, 0xff));
  });

  test("doors that share an image change it for themselves only", () => {
    const content = new Uint8Array(2 * SECTOR_SIZE).fill(0x55);
    const [one, other] = [new Flash({ content }), new Flash({ content })];
    one.write(10, Uint8Array.of(0));
    one.erase(SECTOR_SIZE, SECTOR_SIZE);
    expect(other.read(10, 1)).toEqual(Uint8Array.of(0x55));
    expect(other.read(SECTOR_SIZE, 1)).toEqual(Uint8Array.of(0x55));
    expect(content[10]).toBe(0x55);
  });

  test("a power cut tears the page that was being written", () => {
    const faults = new Faults({ powerCutAtWrite: 2, powerCutDone: 0.25 });
    const flash = new Flash({ faults });
    let cut = 0;
    flash.onPowerCut = () => cut++;
    expect(() => flash.write(0, new Uint8Array(1024))).toThrow(PowerCut);
    expect(cut).toBe(1);
    expect(flash.read(0, 321).lastIndexOf(0)).toBe(256 + 64 - 1);
    flash.write(512, new Uint8Array(512));
    expect(flash.read(1023, 1)).toEqual(Uint8Array.of(0));
  });

  test("bad cells read as ones", () => {
    const flash = new Flash({ faults: new Faults({ badFlash: [{ address: 3, bits: 0x81 }] }) });
    flash.write(0, new Uint8Array(8));
    expect(flash.read(0, 8)).toEqual(Uint8Array.of(0, 0, 0, 0x81, 0, 0, 0, 0));
  });

  test("an address outside of the chip is an error", () => {
    const flash = new Flash();
    expect(() => flash.read(flash.size - 1, 2)).toThrow(RangeError);
    expect(() => flash.write(-1, Uint8Array.of(1))).toThrow(RangeError);
  });
});
