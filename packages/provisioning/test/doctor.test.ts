import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { VirtualDoorOptions } from "@openlock/virtual-door";
import { describe, expect, test } from "vitest";
import {
  Board,
  configureDevice,
  deviceInfo,
  diagnose,
  joinNetwork,
  type TroubleCode,
  waitForKey,
  waitUntilOnline,
} from "../src/index.ts";
import { VirtualBoard } from "./virtual-board.ts";

// A board that is ill in earnest, what the wizard does with it, and what the doctor makes of how that fails.

const HOME = { ssid: "OpenLock Demo", password: "open-sesame" };
const keep = { identity: "keep" } as const;

/** One board in a test of its own, for they wait most of the time. */
interface Ill {
  readonly virtual: VirtualBoard;
  readonly board: Board;
  /** What the doctor says of a step that fails. */
  found(step: Promise<unknown>): Promise<TroubleCode | undefined>;
  ask(timeoutMs?: number): Promise<unknown>;
  online(timeoutMs: number): Promise<unknown>;
  install(): Promise<unknown>;
  join(network: { ssid: string; password: string }): Promise<unknown>;
}

async function ill(options: VirtualDoorOptions, run: (board: Ill) => Promise<void>): Promise<void> {
  const log: string[] = [];
  const virtual = await VirtualBoard.start({ flashed: true, ...options });
  const board = new Board(virtual.line, (line) => log.push(line));
  const online = (timeoutMs: number) =>
    board.overRestarts((session) => waitUntilOnline(session, { timeoutMs }));
  try {
    await run({
      virtual,
      board,
      found: async (step) => {
        const error = await step.then(
          () => expect.fail("it worked"),
          (failure: unknown) => failure,
        );
        return diagnose({ error, port: virtual.line.port.getInfo(), log })?.code;
      },
      ask: (timeoutMs = 3_000) => board.use((session) => deviceInfo(session, { timeoutMs })),
      online,
      install: async () => board.flash(await virtual.firmware(), keep),
      join: (network) => board.use((session) => joinNetwork(session, network)),
    });
  } finally {
    await board.release();
    await virtual.stop();
  }
}

/** Tries again while the board has said nothing yet: one that has much else beside it is slow. */
async function heard(look: () => Promise<TroubleCode | undefined>): Promise<TroubleCode | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const code = await look();
    if (code !== "silent") return code;
  }
  return "silent";
}

describe.concurrent("the doctor finds", { timeout: 180_000 }, () => {
  test("a board without auto-reset", () =>
    ill({ faults: { noAutoReset: true } }, async ({ found, install }) => {
      expect(await found(install())).toBe("no-boot-mode");
    }));

  test("another chip", () =>
    ill({ flashed: false, faults: { otherChip: true } }, async ({ found, install }) => {
      expect(await found(install())).toBe("wrong-chip");
    }));

  test("a chip fresh from the factory", () =>
    ill({ flashed: false }, async ({ found, ask }) => {
      expect(await heard(() => found(ask()))).toBe("flash-empty");
    }));

  test("a damaged program", () =>
    ill({ powered: false }, async ({ virtual, found, ask }) => {
      virtual.door.chip.flash.write(0x10000, new Uint8Array(64));
      virtual.door.chip.powerOn();
      expect(await heard(() => found(ask()))).toBe("flash-damaged");
    }));

  test("worn flash", () =>
    ill({ faults: { badFlash: [{ address: 0x10400, bits: 0xff }] } }, async ({ found, install }) => {
      expect(await found(install())).toBe("flash-worn");
    }));

  test("a cable that garbles", () =>
    ill({ faults: { maxBaudRate: 300_000 } }, async ({ virtual, board, found }) => {
      const firmware = await virtual.firmware();
      expect(await found(board.flash(firmware, { ...keep, baudRates: [460_800] }))).toBe("poor-link");
    }));

  test("a supply that is too weak", () =>
    ill({ faults: { brownOut: true } }, async ({ found, online }) => {
      expect(await heard(() => found(online(2_000)))).toBe("brown-out");
    }));

  test("a boot loop", () =>
    ill({ faults: { crashes: true } }, async ({ found, ask }) => {
      expect(await heard(() => found(ask(5_000)))).toBe("boot-loop");
    }));

  test("a BOOT button that is still held", () =>
    ill({}, async ({ virtual, board, found, ask }) => {
      virtual.door.chip.holdBoot(true);
      await board.use(async () => {});
      virtual.door.chip.pressReset();
      expect(await heard(() => found(ask()))).toBe("in-loader");
    }));

  test("a pulled cable", () =>
    ill({}, async ({ virtual, found, online }) => {
      const asking = found(online(120_000));
      await expect.poll(() => virtual.door.snapshot().uartOpen).toBe(true);
      virtual.door.chip.usb.unplug();
      expect(await asking).toBe("cable-out");
    }));

  test("USB of the chip's own that does not come back", () =>
    ill({ faults: { ownUsb: true } }, async ({ virtual, found, online }) => {
      const waiting = found(online(120_000));
      await expect.poll(() => virtual.door.snapshot().uartOpen).toBe(true);
      virtual.door.chip.usb.unplug();
      expect(await waiting).toBe("own-usb-gone");
    }));

  test("the wrong Wi-Fi password, and no network", () =>
    ill({}, async ({ virtual, found, join }) => {
      expect(await found(join({ ...HOME, password: "guessed-it" }))).toBe("wifi-password");
      virtual.door.chip.faults.set({ wifiGone: true });
      expect(await found(join(HOME))).toBe("wifi-gone");
    }));

  test("what answers at the server's address without TLS, and nobody there", () =>
    ill({}, async ({ virtual, board, found, join, online }) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      await board.use((session) => waitForKey(session, { timeoutMs: 30_000 }));
      await join(HOME);
      const settings = { doorId: "front", server: { url }, password: "made-for-this-door" };
      await board.use((session) => configureDevice(session, { settings }));
      expect(await found(online(20_000))).toBe("not-tls");
      server.close();
      await once(server, "close");
      virtual.door.chip.pressReset();
      expect(await found(online(5_000))).toBe("server-unreachable");
    }));
});
