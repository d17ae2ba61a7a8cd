import { afterEach, describe, expect, test, vi } from "vitest";
import { deviceInfo, SerialSession, type VirtualLine, webSerialLine } from "../src/index.ts";
import { VirtualBoard } from "./virtual-board.ts";

/**
 * `navigator.serial` of a browser that may use these boards' ports: it lists what is plugged in, has a new object for a
 * port that comes back, and says so.
 */
class Ports extends EventTarget {
  readonly #lines: readonly VirtualLine[];
  #shown: readonly SerialPort[] = [];

  constructor(lines: readonly VirtualLine[]) {
    super();
    this.#lines = lines;
    this.#shown = lines.map(({ port }) => port);
  }

  getPorts(): Promise<SerialPort[]> {
    return Promise.resolve(this.#shown.filter(({ connected }) => connected));
  }

  /** The computer has seen that a board is back. */
  async back(line: VirtualLine): Promise<void> {
    await line.reacquire();
    this.#shown = this.#lines.map(({ port }) => port);
    this.dispatchEvent(new Event("connect"));
  }
}

describe("a real port", { timeout: 30_000 }, () => {
  const boards: VirtualBoard[] = [];
  afterEach(async () => {
    for (const board of boards.splice(0)) await board.stop();
  });
  const start = async (ownUsb = true) => {
    const board = await VirtualBoard.start({ flashed: true, faults: { ownUsb } });
    boards.push(board);
    return board;
  };

  test("is found again by its ids after a restart, among boards of the same kind", async () => {
    const [other, board] = [await start(), await start()];
    const serial = new Ports([other.line, board.line]);
    const line = webSerialLine(serial, board.line.port);
    expect(line.name).toBe("ESP32 (303a:1001)");
    const session = await SerialSession.open(line);
    expect((await deviceInfo(session)).uid).toBe(board.door.snapshot().mac);
    board.door.chip.pressReset();
    await vi.waitFor(() => expect(session.ended.aborted).toBe(true), 30_000);
    await session.close();

    const opening = SerialSession.open(line);
    await serial.back(board.line);
    const again = await opening;
    expect((await deviceInfo(again)).uid).toBe(board.door.snapshot().mac);
    await again.close();
  });

  test("of another board is never taken for it", async () => {
    const [other, board] = [await start(), await start()];
    const serial = new Ports([other.line, board.line]);
    const line = webSerialLine(serial, board.line.port);
    const session = await SerialSession.open(line);
    board.door.chip.usb.unplug();
    await vi.waitFor(() => expect(session.ended.aborted).toBe(true), 30_000);
    await session.close();
    await expect(SerialSession.open(line)).rejects.toMatchObject({ code: "port-not-found" });
  });

  test("of a bridge stays through a restart", async () => {
    const board = await start(false);
    const line = webSerialLine(new Ports([board.line]), board.line.port);
    expect(line.name).toBe("CP210x (10c4:ea60)");
    const session = await SerialSession.open(line);
    board.door.chip.pressReset();
    expect((await deviceInfo(session, { timeoutMs: 20_000 })).uid).toBe(board.door.snapshot().mac);
    await session.close();
  });
});
