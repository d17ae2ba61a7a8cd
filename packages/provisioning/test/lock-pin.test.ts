import { startHost, type VirtualDoor, type VirtualDoorHost } from "@openlock/virtual-door";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Board, listVirtualPorts, testLockPin, type VirtualLine, watchBolt } from "../src/index.ts";
import { nodeSocket } from "./scripted-uart.ts";

describe("the bench test of the lock pin", { timeout: 60_000 }, () => {
  let host: VirtualDoorHost;
  let door: VirtualDoor;
  let line: VirtualLine;
  let board: Board;
  beforeEach(async () => {
    host = await startHost({ count: 1, port: 0, wifi: [], paced: false, flashed: true });
    const hosted = host.doors.get("door-1");
    if (!hosted) throw new Error("no door");
    ({ door } = hosted);
    await choosePort();
  });
  afterEach(async () => {
    await board.release();
    await host.close();
  });

  async function choosePort() {
    const [found] = await listVirtualPorts(host.url, { socket: nodeSocket });
    if (!found) throw new Error("no port");
    line = found;
    board = new Board(line, () => {});
  }

  async function run(resets: number) {
    const watch = await watchBolt(line);
    const done: number[] = [];
    try {
      return { result: await testLockPin(board, { resets, watch, onReset: (at) => done.push(at) }), done };
    } finally {
      watch.stop();
    }
  }

  test("a bolt that stays where it is passes, however often the board is reset", async () => {
    const { resets } = door.chip;
    const { result, done } = await run(10);
    expect(result).toEqual({ resets: 10 });
    expect(done).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(door.chip.resets).toBe(resets + 10);
    expect(door.snapshot().boltMoves).toBe(0);
  });

  test("a lock pin that pulses at a reset is caught at the first", async () => {
    door.chip.faults.set({ boltPulses: true });
    expect((await run(10)).result).toEqual({ resets: 1, movedAt: 1 });
  });

  test("one that begins to later is caught then", async () => {
    const watch = await watchBolt(line);
    const onReset = (done: number) => door.chip.faults.set({ boltPulses: done === 2 });
    expect(await testLockPin(board, { resets: 10, watch, onReset })).toEqual({ resets: 3, movedAt: 3 });
    watch.stop();
  });

  test("a chip with USB of its own is found again after each", async () => {
    door.chip.faults.set({ ownUsb: true });
    // The port that was chosen in `beforeEach` still says that it is a bridge's.
    await choosePort();
    expect((await run(3)).result).toEqual({ resets: 3 });
  });

  test("a board that cannot be reset by its cable is told as such, and counts as no test", async () => {
    door.chip.faults.set({ noAutoReset: true });
    await expect(run(3)).rejects.toMatchObject({
      code: "not-reset",
      nextStep: expect.stringContaining("DTR"),
    });
  });

  test("it can be stopped, and rejects with the very reason for it", async () => {
    const controller = new AbortController();
    const reason = { moved: true };
    const testing = testLockPin(board, {
      resets: 10,
      onReset: (done) => done === 2 && controller.abort(reason),
      signal: controller.signal,
    });
    await expect(testing).rejects.toBe(reason);
  });
});
