import { ProvisioningError } from "../errors.ts";
import type { FlashOptions } from "../flash/flash.ts";
import type { Firmware } from "../flash/manifest.ts";
import type { SerialLine } from "./line.ts";
import { restartBoard } from "./restart.ts";
import { SerialSession } from "./session.ts";
import { hasOwnUsb } from "./usb-ids.ts";

/** A board that restarts more often than this during one piece of work has another trouble. */
const MAX_RESTARTS = 3;

/**
 * One board, and whoever works with it in turn: the flasher, which wants the port to itself, Improv and JSON-RPC,
 * which share an open line. One at a time; whoever comes meanwhile waits. A line that was lost is opened anew.
 *
 * @example
 * const board = new Board(line, console.log);
 * await board.flash(firmware, { identity: "keep" });
 * const networks = await board.use((session) => scanNetworks(session));
 */
export class Board {
  readonly line: SerialLine;
  readonly #onLog: (line: string) => void;
  #session: SerialSession | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(line: SerialLine, onLog: (line: string) => void) {
    this.line = line;
    this.#onLog = onLog;
  }

  /** @throws {ProvisioningError} of the port, and what `work` throws */
  use<T>(work: (session: SerialSession) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#session?.ended.aborted) await this.#close();
      this.#session ??= await SerialSession.open(this.line, { onLog: this.#onLog });
      return await work(this.#session);
    });
  }

  /**
   * As `use`, for work that goes on over restarts of the board and may begin anew: a chip with USB of its own takes its
   * port along, which is then found again.
   */
  async overRestarts<T>(work: (session: SerialSession) => Promise<T>): Promise<T> {
    for (let lost = 0; ; lost++) {
      try {
        return await this.use(work);
      } catch (error) {
        const restarted =
          error instanceof ProvisioningError &&
          error.code === "port-lost" &&
          hasOwnUsb(this.line.port.getInfo());
        if (!restarted || lost >= MAX_RESTARTS) throw error;
      }
    }
  }

  /** As `flash`, with this board's line. */
  flash(
    firmware: Firmware,
    options: Omit<FlashOptions, "onLog">,
  ): Promise<{ chip: string; baudRate: number }> {
    return this.#inTurn(async () => {
      await this.#close();
      // esptool-js is large, and wanted only now.
      const { flash } = await import("../flash/flash.ts");
      return await flash(this.line, firmware, { ...options, onLog: this.#onLog });
    });
  }

  /**
   * Presses the board's RESET by way of its cable.
   *
   * @throws {ProvisioningError} `not-reset`, and of the port
   */
  restart(signal?: AbortSignal): Promise<void> {
    return this.overRestarts((session) => restartBoard(session, signal));
  }

  /** Gives the port free. The board can be used again afterwards. */
  release(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
