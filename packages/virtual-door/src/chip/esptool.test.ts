import { afterAll, describe, expect, test } from "vitest";
import { buildVirtualImage, VIRTUAL_PROJECT } from "../image-builder/virtual-image.ts";
import { esptool, hardReset, md5 } from "../testing/esptool.ts";
import { createVirtualDoor, type VirtualDoor, type VirtualDoorOptions } from "../virtual-door.ts";

const MAC = "240ac4010203";
const programs = { [VIRTUAL_PROJECT]: async () => {} };
const doors: VirtualDoor[] = [];

function door(options: VirtualDoorOptions = {}): VirtualDoor {
  const made = createVirtualDoor({ mac: MAC, programs, ...options });
  doors.push(made);
  return made;
}

const files = buildVirtualImage().map(({ offset, bytes }) => ({ data: bytes, address: offset }));
const writing = {
  fileArray: files,
  flashSize: "keep",
  flashMode: "keep",
  flashFreq: "keep",
  eraseAll: false,
  compress: true,
  calculateMD5Hash: md5,
};

afterAll(() => {
  for (const made of doors.splice(0)) made.close();
});

describe("unmodified esptool-js on a chip fresh from the factory", () => {
  test("finds an ESP32, its MAC, crystal and flash, and starts its stub", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb);
    expect(await tool.loader.main()).toBe("ESP32-D0WD-V3 (revision 3)");
    expect(tool.loader.chip.CHIP_NAME).toBe("ESP32");
    expect(await tool.loader.chip.readMac(tool.loader)).toBe("24:0a:c4:01:02:03");
    expect(await tool.loader.chip.getCrystalFreq(tool.loader)).toBe(40);
    expect(await tool.loader.readFlashId()).toBe(0x1640c8);
    expect(tool.said.join("\n")).not.toContain("WARNING");
    expect(tool.loader.IS_STUB).toBe(true);
    expect(chip.mode).toBe("stub");
  });

  test("flashes at 460800 with MD5 verified, reads it back, and resets into the program", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb, 460_800);
    await tool.loader.main();
    const progress: number[] = [];
    await tool.loader.writeFlash({
      ...writing,
      eraseAll: true,
      reportProgress: (_file, written) => progress.push(written),
    });
    expect(tool.said.filter((line) => line === "Hash of data verified.")).toHaveLength(files.length);
    expect(progress.length).toBeGreaterThan(files.length * 2);
    const app = files[3]?.data ?? new Uint8Array();
    expect(Buffer.from(await tool.loader.readFlash(0x10000, 8192)).equals(app.subarray(0, 8192))).toBe(true);
    const started = chip.events.next("started");
    await hardReset(tool);
    expect(await started).toEqual({ project: VIRTUAL_PROJECT, version: "0.1.0" });
  });

  test("ESP Web Tools' way: 115200, no MD5, erase asked for", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb);
    await tool.loader.main();
    await tool.loader.eraseFlash();
    await tool.loader.writeFlash({ ...writing, calculateMD5Hash: undefined as never });
    const started = chip.events.next("started");
    await hardReset(tool);
    await tool.transport.disconnect();
    await started;
  });

  test("flashes uncompressed too", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb, 921_600);
    await tool.loader.main();
    await tool.loader.writeFlash({ ...writing, compress: false });
    const started = chip.events.next("started");
    await hardReset(tool);
    await started;
  });

  test("flashes through the ROM loader alone", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb);
    await tool.loader.connect();
    expect(tool.loader.IS_STUB).toBe(false);
    await tool.loader.writeFlash(writing).catch((error: Error) => {
      // The ROM answers MD5 in hexadecimal digits, which this esptool-js turns to hexadecimal once more.
      expect(error.message).toContain("MD5 of file does not match");
    });
    await tool.loader.writeFlash({ ...writing, calculateMD5Hash: undefined as never });
    expect(
      Buffer.from(chip.flash.read(0x10000, 64)).equals((files[3]?.data ?? new Uint8Array()).subarray(0, 64)),
    ).toBe(true);
    expect(chip.mode).toBe("download");
  });

  test("finds a stub that is still running, and uses it", async () => {
    const { chip } = door();
    const first = esptool(chip.usb);
    await first.loader.main();
    await first.transport.disconnect();
    const second = esptool(chip.usb);
    await second.loader.connect("no_reset");
    expect(await second.loader.readFlashId()).toBe(0x1640c8);
    expect(chip.mode).toBe("stub");
  });
});

// Side by side, for most of their time esptool-js waits for answers that never come.
describe.concurrent("what goes wrong at a bench", () => {
  test("auto-reset not wired: no connection, unless somebody holds BOOT and presses EN", async () => {
    const { chip } = door({ faults: { noAutoReset: true } });
    const tool = esptool(chip.usb);
    await expect(tool.loader.connect("default_reset", 1)).rejects.toThrow("Failed to connect");
    await tool.transport.disconnect();
    chip.holdBoot(true);
    chip.pressReset();
    await chip.events.next("mode", (mode) => mode === "download");
    chip.holdBoot(false);
    const again = esptool(chip.usb);
    await again.loader.connect("default_reset", 1);
    expect(again.loader.chip.CHIP_NAME).toBe("ESP32");
  });

  test("flash cells that no longer take a zero: the MD5 is wrong", async () => {
    const at = 0x10000 + 0x2000;
    const app = files[3]?.data ?? new Uint8Array();
    const { chip } = door({ faults: { badFlash: [{ address: at, bits: ~(app[0x2000] ?? 0) & 0xff }] } });
    const tool = esptool(chip.usb, 460_800);
    await tool.loader.main();
    await expect(tool.loader.writeFlash(writing)).rejects.toThrow("MD5 of file does not match");
  });

  test("a cable too long for the rate: the tool loses the chip after it changed", async () => {
    const { chip } = door({ faults: { maxBaudRate: 230_400 } });
    const tool = esptool(chip.usb, 921_600);
    await expect(
      (async () => {
        await tool.loader.main();
        await tool.loader.writeFlash(writing);
      })(),
    ).rejects.toThrow();
  });

  test("the cable comes off while flashing; the chip then boots into what is half there", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb, 460_800);
    await tool.loader.main();
    chip.faults.set({ unplugAfterBytes: 60_000 });
    const failed = chip.events.next("mode", (mode) => mode === "failed");
    await expect(tool.loader.writeFlash(writing)).rejects.toThrow();
    expect(chip.usb.plugged).toBe(false);
    chip.pressReset();
    await failed;
    expect(chip.log).toContain("is not bootable");
  });

  test("the power goes in the middle of a write", async () => {
    const { chip } = door();
    const tool = esptool(chip.usb, 460_800);
    await tool.loader.main();
    chip.faults.set({ powerCutAtWrite: 300 });
    const off = chip.events.next("mode", (mode) => mode === "off");
    const writingFails = expect(tool.loader.writeFlash(writing)).rejects.toThrow();
    await off;
    await writingFails;
    chip.powerOn();
    expect(chip.mode).toBe("failed");
  });
});
