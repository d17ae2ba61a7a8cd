import { makeReleaseKey, signImage } from "@openlock/release";
import {
  buildVirtualImage,
  flashWith,
  VIRTUAL_PROJECT,
  type VirtualDoorOptions,
} from "@openlock/virtual-door";
import { afterEach, describe, expect, test } from "vitest";
import {
  BAUD_RATES,
  Board,
  deviceInfo,
  type FlashStep,
  flash,
  SerialSession,
  waitForKey,
} from "../src/index.ts";
import { VirtualBoard } from "./virtual-board.ts";

const keep = { identity: "keep" } as const;

describe("flashing a board", { timeout: 60_000 }, () => {
  let board: VirtualBoard;
  const start = async (options?: VirtualDoorOptions) => {
    board = await VirtualBoard.start(options);
  };
  afterEach(() => board.stop());

  async function kid(): Promise<string | undefined> {
    const session = await SerialSession.open(board.line);
    try {
      return (await waitForKey(session, { timeoutMs: 30_000 })).kid;
    } finally {
      await session.close();
    }
  }

  /** Runs once, when that much of the writing is done. */
  function whenWritten(share: number, run: () => void) {
    let done = false;
    return (step: FlashStep) => {
      if (done || step.step !== "writing" || step.written < step.total * share) return;
      done = true;
      run();
    };
  }

  test("a chip fresh from the factory gets esplock, verified, and starts it", async () => {
    await start();
    const steps: FlashStep[] = [];
    const firmware = await board.firmware();
    const result = await flash(board.line, firmware, { ...keep, onStep: (step) => steps.push(step) });
    expect(result).toEqual({ chip: "ESP32", baudRate: 460_800 });

    const order = steps.map(({ step }) => step).filter((step, at, all) => step !== all[at - 1]);
    expect(order).toEqual(["connecting", "detected", "downloading", "writing", "restarting"]);
    const writing = steps.filter((step) => step.step === "writing");
    const written = writing.map((step) => step.written);
    expect(written).toEqual([...written].sort((a, b) => a - b));
    expect(written.at(0)).toBe(0);
    expect(written.at(-1)).toBe(writing.at(-1)?.total);

    expect(await kid()).toMatch(/^[\w-]{43}$/);
    expect(board.door.snapshot().application?.project).toBe(VIRTUAL_PROJECT);
  });

  test("with release keys, nothing is written that none of them has signed", async () => {
    await start();
    const key = await makeReleaseKey();
    const releaseKeys = [key.publicJwk];
    const writes = board.door.chip.flash.writes;
    await expect(flash(board.line, await board.firmware(), { ...keep, releaseKeys })).rejects.toMatchObject({
      code: "firmware-not-signed",
    });
    expect(board.door.chip.flash.writes).toBe(writes);
    const release = await signImage(buildVirtualImage()[3]?.bytes ?? new Uint8Array(), key);
    await flash(board.line, await board.firmware({ release }), { ...keep, releaseKeys });
    expect(await kid()).toMatch(/^[\w-]{43}$/);
  });

  test("a reinstall keeps the board's key; erasing everything makes a new one", async () => {
    await start({ flashed: true });
    const before = await kid();
    const firmware = await board.firmware();
    await flash(board.line, firmware, keep);
    expect(await kid()).toBe(before);
    const steps: string[] = [];
    await flash(board.line, firmware, { identity: "erase", onStep: ({ step }) => steps.push(step) });
    expect(steps).toContain("erasing");
    expect(await kid()).not.toBe(before);
  });

  test("a cable pulled at 40 % is told at once; plugged in again, it is done again", async () => {
    await start();
    const firmware = await board.firmware();
    const onStep = whenWritten(0.4, () => board.door.chip.usb.unplug());
    await expect(flash(board.line, firmware, { ...keep, onStep })).rejects.toMatchObject({
      code: "port-lost",
      nextStep: expect.stringContaining("Plug the cable in again"),
    });
    await expect(flash(board.line, firmware, keep)).rejects.toMatchObject({ code: "port-not-found" });
    board.door.chip.usb.plug();
    await flash(board.line, firmware, keep);
    expect(await kid()).toBeDefined();
  });

  test("a line that garbles high speeds is tried slower, down to one that works", async () => {
    await start({ faults: { maxBaudRate: 300_000 } });
    const rates: number[] = [];
    const result = await flash(board.line, await board.firmware(), {
      ...keep,
      onStep: (step) => {
        if (step.step === "connecting" || step.step === "slower") rates.push(step.baudRate);
      },
    });
    expect(result.baudRate).toBe(230_400);
    expect(rates).toEqual(BAUD_RATES.slice(0, 2));
    expect(await kid()).toBeDefined();
  });

  test("a line that garbles every speed of the stub is link-unreliable", async () => {
    await start({ faults: { maxBaudRate: 300_000 } });
    await expect(
      flash(board.line, await board.firmware(), { ...keep, baudRates: [460_800] }),
    ).rejects.toMatchObject({ code: "link-unreliable" });
  });

  test("a board without auto-reset says which buttons to press, and then works", async () => {
    await start({ faults: { noAutoReset: true } });
    const firmware = await board.firmware();
    await expect(flash(board.line, firmware, keep)).rejects.toMatchObject({
      code: "no-boot-mode",
      nextStep: expect.stringContaining("BOOT"),
    });
    const { chip } = board.door;
    chip.holdBoot(true);
    chip.pressReset();
    await flash(board.line, firmware, keep);
    chip.holdBoot(false);
    chip.pressReset();
    expect(await kid()).toBeDefined();
  });

  test("worn flash cells are found by reading back", async () => {
    await start({ faults: { badFlash: [{ address: 0x10400, bits: 0xff }] } });
    await expect(flash(board.line, await board.firmware(), keep)).rejects.toMatchObject({
      code: "verify-failed",
    });
  });

  test("an image that is not what the manifest says leaves the board as it was", async () => {
    await refusedUntouched({ damaged: true }, "image-corrupt");
  });

  test("another chip is told as such before anything runs on it", async () => {
    await start({ faults: { otherChip: true } });
    await expect(flash(board.line, await board.firmware(), keep)).rejects.toMatchObject({
      code: "wrong-chip",
      message: "The board has an ESP8266; this firmware is for ESP32.",
    });
    expect(board.door.snapshot().mode).not.toBe("stub");
  });

  test("a chip with USB of its own is flashed too; its port goes away with the restart, and is found again", async () => {
    await start({ faults: { ownUsb: true } });
    const { port } = board.line;
    const used = new Board(board.line, () => {});
    const result = await used.flash(await board.firmware(), keep);
    expect(result.chip).toBe("ESP32");
    const { kid } = await used.overRestarts((session) => waitForKey(session, { timeoutMs: 30_000 }));
    expect(kid).toMatch(/^[\w-]{43}$/);
    expect(board.line.port).not.toBe(port);
    await used.release();
  });

  test("a board that does not come back is asked for", async () => {
    await start({ flashed: true, faults: { ownUsb: true } });
    const session = await SerialSession.open(board.line);
    board.door.chip.usb.unplug();
    await session.close();
    await expect(SerialSession.open(board.line)).rejects.toMatchObject({
      code: "port-not-found",
      nextStep: expect.stringContaining("plug it in again"),
    });
  });

  test("firmware for another chip leaves the board as it was", async () => {
    await refusedUntouched({ chipFamily: "ESP32-C3" }, "wrong-chip");
  });

  test("a merged image that would write over the key leaves the board as it was", async () => {
    const merged = flashWith(buildVirtualImage()).slice(0x8000);
    await refusedUntouched(
      { parts: [{ file: "merged.bin", offset: 0x8000, bytes: merged }] },
      "identity-at-risk",
    );
  });

  test("firmware larger than the flash leaves the board as it was", async () => {
    const parts = [{ file: "large.bin", offset: 0x3ff000, bytes: new Uint8Array(0x2000) }];
    await refusedUntouched({ parts }, "flash-too-small");
  });

  async function refusedUntouched(change: Parameters<VirtualBoard["firmware"]>[0], code: string) {
    await start({ flashed: true });
    const before = await kid();
    await expect(flash(board.line, await board.firmware(change), keep)).rejects.toMatchObject({ code });
    expect(await kid()).toBe(before);
  }

  test("somebody cancels in the middle: the port is free, and it can be done again", async () => {
    await start();
    const firmware = await board.firmware();
    const controller = new AbortController();
    const onStep = whenWritten(0.3, () => controller.abort());
    const { signal } = controller;
    await expect(flash(board.line, firmware, { ...keep, onStep, signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    await flash(board.line, firmware, keep);
    expect(await kid()).toBeDefined();
  });

  test("a port that somebody else has is told from one that is gone", async () => {
    await start({ flashed: true });
    const session = await SerialSession.open(board.line);
    const usb = () => flash(board.line, firmware, keep);
    const firmware = await board.firmware();
    await expect(usb()).rejects.toMatchObject({ code: "port-busy" });
    expect((await deviceInfo(session)).uid).toBe(board.door.snapshot().mac);
    await session.close();
    board.door.chip.usb.unplug();
    await expect(usb()).rejects.toMatchObject({ code: "port-lost" });
  });
});
