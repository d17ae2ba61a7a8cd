import { encodeOtaEntry, OTA_STATE } from "@openlock/esp-image";
import { afterEach, describe, expect, test } from "vitest";
import { buildVirtualImage, VIRTUAL_PROJECT } from "../image-builder/virtual-image.ts";
import { createVirtualDoor, type VirtualDoor, type VirtualDoorOptions } from "../virtual-door.ts";
import type { ChipServices, Program } from "./services.ts";
import { ManualTimer } from "./time.ts";

const doors: VirtualDoor[] = [];

/** A door whose program hands its services out at every boot. */
function door(options: VirtualDoorOptions = {}, program: Program = async () => {}) {
  const timer = new ManualTimer();
  const boots: ChipServices[] = [];
  const made = createVirtualDoor({
    timer,
    flashed: true,
    programs: {
      [VIRTUAL_PROJECT]: (services) => {
        boots.push(services);
        return program(services);
      },
    },
    ...options,
  });
  doors.push(made);
  const boot = async (): Promise<ChipServices> => {
    await timer.advance(50);
    const services = boots.at(-1);
    if (!services) throw new Error(`nothing was started:\n${made.chip.log}`);
    return services;
  };
  return { ...made, door: made, chip: made.chip, timer, boots, boot };
}

afterEach(() => {
  for (const made of doors.splice(0)) made.close();
});

describe("boot", () => {
  test("says what a real one says, and starts the program of the image", async () => {
    const { chip, boot } = door({ mac: "240ac4aabbcc" });
    const services = await boot();
    expect(services.image).toEqual({
      project: VIRTUAL_PROJECT,
      version: "0.1.0",
      builtAt: new Date("2026-11-24T08:00:00Z"),
    });
    expect(services.mac).toEqual(Uint8Array.of(0x24, 0x0a, 0xc4, 0xaa, 0xbb, 0xcc));
    expect(chip.log).toContain(
      "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n",
    );
    expect(chip.log).toContain("boot: Loaded app from partition at offset 0x10000");
  });

  test("a chip fresh from the factory complains and tries again, not in a rush", async () => {
    const { chip, timer } = door({ flashed: false });
    expect(chip.log).toContain("invalid header: 0xffffffff");
    await timer.advance(10_000);
    expect(chip.resets).toBeGreaterThan(5);
    expect(chip.resets).toBeLessThan(15);
    expect(chip.log).toContain("rst:0x10 (RTCWDT_RTC_RESET)");
  });

  test.each([
    ["bootloader", 0x1000 + 64, "csum err"],
    ["partition table", 0x8000 + 5, "Failed to verify partition table"],
    ["magic of the application", 0x10000, "invalid magic byte"],
    ["code of the application", 0x10000 + 0x4000, "Checksum failed"],
    ["hash of the application", 0x10000 + 210_480 - 5, "Image hash failed"],
  ])("one changed bit in the %s: it does not start and says why", (_what, address, said) => {
    const { chip } = door({ powered: false });
    // A written bit can only fall.
    const byte = chip.flash.read(address, 1)[0] ?? 0;
    const bit = byte & -byte;
    chip.flash.write(address, Uint8Array.of(byte & ~bit));
    chip.powerOn();
    expect(chip.mode).toBe("failed");
    expect(chip.log).toContain(said);
  });

  test("an image for a real ESP32 is told apart", () => {
    const { chip } = door({ programs: {} });
    expect(chip.log).toContain(`"${VIRTUAL_PROJECT}" is machine code for a real ESP32`);
  });

  test("OTA data chooses the slot; an update that is not confirmed is given up at the second boot", async () => {
    const { chip, boots, boot } = door({ powered: false });
    const app = buildVirtualImage({ version: "0.2.0", builtAt: new Date("2026-11-25T00:00:00Z") })[3];
    chip.flash.write(0x1f0000, app?.bytes ?? new Uint8Array());
    chip.flash.erase(0xf000, 4096);
    chip.flash.write(0xf000, encodeOtaEntry({ sequence: 2, state: OTA_STATE.new }));
    chip.powerOn();
    expect((await boot()).image.version).toBe("0.2.0");
    chip.pressReset();
    expect((await boot()).image.version).toBe("0.1.0");
    expect(boots).toHaveLength(2);
  });
});

describe("reset and power", () => {
  test("the bolt is low from the first instant, and stays low in the hands of a program that was reset", async () => {
    const { chip, boot, timer } = door();
    const services = await boot();
    services.pins.setBolt(true);
    services.pins.setLed({ red: 0, green: 9, blue: 0 });
    services.timer.after(5, () => services.pins.setBolt(true));
    expect(chip.hardware.bolt).toBe("unlocked");
    chip.pressReset();
    expect(chip.hardware.bolt).toBe("locked");
    expect(chip.hardware.led).toBeNull();
    services.pins.setBolt(true);
    await timer.advance(1000);
    expect(chip.hardware.bolt).toBe("locked");
    expect(services.off.aborted).toBe(true);
    expect(() => services.nvs.commit(new Map([["a", Uint8Array.of(1)]]))).toThrow("off");
    await expect(services.wifi.scan()).rejects.toThrow("timeout");
  });

  test("restart keeps the clock, reset and power do not", async () => {
    const { chip, boot } = door();
    const first = await boot();
    first.clock.set(1_700_000_000_000);
    first.restart();
    const second = await boot();
    expect(second.clock.now()).toBeGreaterThanOrEqual(1_700_000_000_000);
    expect(chip.log).toContain("rst:0xc (SW_CPU_RESET)");
    chip.pressReset();
    expect((await boot()).clock.now()).toBeLessThan(1000);
  });

  test("a crash is said and the chip starts again; so is one in a callback", async () => {
    const { chip, boots, boot, timer } = door();
    const services = await boot();
    services.timer.after(10, () => {
      throw new Error("so it goes");
    });
    await timer.advance(1500);
    expect(chip.log).toContain("Guru Meditation Error");
    expect(chip.log).toContain("so it goes");
    expect(boots).toHaveLength(2);
  });

  test("a power cut in a commit takes the program with it, and the store is as before", async () => {
    const { chip, boot } = door();
    const services = await boot();
    services.nvs.commit(new Map([["a", Uint8Array.of(1)]]));
    chip.faults.set({ powerCutAtWrite: 1 });
    expect(() => services.nvs.commit(new Map([["a", Uint8Array.of(2)]]))).toThrow("power cut");
    expect(chip.powered).toBe(false);
    chip.powerOn();
    expect((await boot()).nvs.get("a")).toEqual(Uint8Array.of(1));
  });

  test("a skewed clock runs as it was asked to", async () => {
    const { chip, boot, timer } = door({ faults: { clockRate: -1, clockOffsetMs: 10_000 } });
    const { clock } = await boot();
    clock.set(1_000_000);
    await timer.advance(4_000);
    expect(clock.now()).toBe(1_006_000);
    chip.faults.clear();
    await timer.advance(1_000);
    expect(clock.now()).toBe(997_000);
  });
});

describe("the cable", () => {
  test("DTR and RTS follow the two transistors; GPIO0 is read when EN has risen", async () => {
    const { chip, timer, boot } = door();
    await boot();
    const usb = chip.usb.open(115_200);
    expect(chip.mode).toBe("running");
    usb.setSignals({ dtr: false, rts: true });
    expect(chip.mode).toBe("reset");
    usb.setSignals({ dtr: true });
    usb.setSignals({ rts: false });
    await timer.advance(50);
    expect(chip.mode).toBe("download");
    expect(chip.log).toContain(
      "boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download",
    );
    usb.setSignals({ dtr: false, rts: true });
    usb.setSignals({ rts: false });
    await timer.advance(50);
    expect(chip.mode).toBe("running");
  });

  test("bytes at another rate are garbage in both directions", async () => {
    const heard: string[] = [];
    const { chip, boot } = door({}, async (services) => {
      services.uart.onData((bytes) => heard.push(Buffer.from(bytes).toString("latin1")));
    });
    const services = await boot();
    const usb = chip.usb.open(9600);
    const said: string[] = [];
    usb.onData((bytes) => said.push(Buffer.from(bytes).toString("latin1")));
    usb.write(Buffer.from("hello"));
    services.uart.write(Buffer.from("hello"));
    usb.setBaudRate(115_200);
    usb.write(Buffer.from("hello"));
    services.uart.write(Buffer.from("hello"));
    expect(heard[0]).not.toContain("hello");
    expect(said[0]).not.toContain("hello");
    expect(heard.at(-1)).toBe("hello");
    expect(said.at(-1)).toBe("hello");
  });

  test("paced bytes take their time", async () => {
    const heard: number[] = [];
    const { chip, timer } = door({ paced: true }, async (services) => {
      services.uart.onData((bytes) => heard.push(bytes.length));
    });
    await timer.advance(2000);
    const usb = chip.usb.open(115_200);
    usb.write(new Uint8Array(11_520));
    await timer.advance(500);
    const half = heard.reduce((sum, length) => sum + length, 0);
    expect(half).toBeGreaterThan(5000);
    expect(half).toBeLessThanOrEqual(5760);
    await timer.advance(510);
    expect(heard.reduce((sum, length) => sum + length, 0)).toBe(11_520);
  });

  test("one program holds the port; a pulled cable takes it away and leaves the chip running", async () => {
    const { chip, boot } = door();
    await boot();
    const usb = chip.usb.open(115_200);
    expect(() => chip.usb.open(115_200)).toThrow("another program");
    let lost = 0;
    usb.onLost(() => lost++);
    chip.usb.unplug();
    expect(lost).toBe(1);
    expect(chip.mode).toBe("running");
    expect(() => chip.usb.open(115_200)).toThrow("not plugged in");
    chip.usb.plug();
    chip.usb.open(115_200).close();
  });
});

describe("a board that is not well", () => {
  test("a supply that is too weak: it says so, resets, and goes on once it is better", async () => {
    const { chip, boots, timer } = door({ faults: { brownOut: true } });
    await timer.advance(1_000);
    expect(boots.length).toBeGreaterThan(2);
    expect(chip.log).toContain("\r\nBrownout detector was triggered\r\n");
    expect(chip.log).toContain("rst:0xf (RTCWDT_BROWN_OUT_RESET)");
    chip.faults.clear();
    await timer.advance(1_000);
    const { resets } = chip;
    await timer.advance(10_000);
    expect([chip.resets, chip.mode]).toEqual([resets, "running"]);
  });

  test("a program that crashes at once is a boot loop", async () => {
    const { chip, boots, timer } = door({ faults: { crashes: true } });
    await timer.advance(5_000);
    expect(boots).toHaveLength(0);
    expect(chip.resets).toBeGreaterThan(3);
    expect(chip.log).toContain("rst:0xc (SW_CPU_RESET)");
  });

  test("a lock pin that pulses moves the bolt at every reset, and only then", async () => {
    const { chip, timer, boot } = door({ faults: { boltPulses: true } });
    await boot();
    expect(chip.hardware.bolt).toBe("locked");
    const { boltMoves } = chip.hardware;
    for (let reset = 0; reset < 3; reset++) {
      chip.pressReset();
      await timer.advance(500);
      expect(chip.hardware.bolt).toBe("locked");
    }
    expect(chip.hardware.boltMoves).toBe(boltMoves + 6);
    chip.faults.clear();
    chip.pressReset();
    await timer.advance(500);
    expect(chip.hardware.boltMoves).toBe(boltMoves + 6);
  });

  test("a chip with USB of its own goes away when its program starts, and comes back", async () => {
    const { chip, timer } = door({ faults: { ownUsb: true } });
    expect(chip.usb.ids).toEqual({ usbVendorId: 0x303a, usbProductId: 0x1001 });
    expect(chip.usb.plugged).toBe(false);
    await timer.advance(1_000);
    const usb = chip.usb.open(115_200);
    let lost = 0;
    usb.onLost(() => lost++);
    // Into the loader it does not go away, or nobody could flash it.
    usb.setSignals({ dtr: false, rts: false });
    usb.setSignals({ dtr: true });
    usb.setSignals({ rts: true });
    usb.setSignals({ dtr: false });
    usb.setSignals({ rts: false });
    await timer.advance(100);
    expect([chip.mode, lost]).toEqual(["download", 0]);
    usb.setSignals({ rts: true });
    usb.setSignals({ rts: false });
    await timer.advance(100);
    expect([chip.mode, lost, chip.usb.plugged]).toEqual(["running", 1, false]);
    await timer.advance(1_000);
    expect(chip.usb.plugged).toBe(true);
  });
});

test("a stopped door comes back the same", async () => {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const dir = mkdtempSync(join(tmpdir(), "virtual-door-"));
  try {
    const first = door({ dir });
    (await first.boot()).nvs.commit(new Map([["a", Uint8Array.of(42)]]));
    first.chip.hardware.setContact(true);
    const { mac } = first.door.snapshot();
    first.door.close();
    const second = door({ dir, flashed: false });
    expect((await second.boot()).nvs.get("a")).toEqual(Uint8Array.of(42));
    expect(second.door.snapshot()).toMatchObject({ mac, contact: "open" });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
