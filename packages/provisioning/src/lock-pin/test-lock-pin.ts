import { ProvisioningError } from "../errors.ts";
import { deviceInfo } from "../rpc/device.ts";
import type { Board } from "../serial/board.ts";
import type { BoltWatch } from "./watch-bolt.ts";

/** From a reset to a program that answers; milliseconds. */
const STARTS_WITHIN = 20_000;

export interface LockPinTestOptions {
  /** How often the board is reset. */
  readonly resets: number;
  /** Where something sees the bolt; a person watches it otherwise. */
  readonly watch?: BoltWatch;
  /** After each reset, once the program runs again. */
  readonly onReset?: (done: number) => void;
  readonly signal?: AbortSignal;
}

export interface LockPinTest {
  /** Resets that were made. */
  readonly resets: number;
  /** At which of them the bolt was seen to move, from 1; nothing where nobody but a person watched. */
  readonly movedAt?: number;
}

/**
 * Resets a board again and again, each time until its program runs, for whoever watches its bolt: it must not move, for
 * a lock pin that is high for a moment at a reset opens the door to anybody who can make the power flicker. Ends at
 * the first reset at which the watch saw it move.
 *
 * @throws {ProvisioningError} `not-reset`, `no-answer`, of the port, and `host-unreachable` where the watch was lost
 */
export async function testLockPin(board: Board, options: LockPinTestOptions): Promise<LockPinTest> {
  const { resets, watch, onReset, signal } = options;
  for (let done = 1; done <= resets; done++) {
    await board.restart(signal);
    await board.overRestarts((session) =>
      deviceInfo(session, { timeoutMs: STARTS_WITHIN, ...(signal ? { signal } : {}) }),
    );
    if (watch && !watch.sees) {
      throw new ProvisioningError("host-unreachable", "The virtual door is not watched any more.");
    }
    onReset?.(done);
    if (watch && watch.moves > 0) return { resets: done, movedAt: done };
  }
  return { resets };
}
