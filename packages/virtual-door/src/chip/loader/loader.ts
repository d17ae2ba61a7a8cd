import { wordAt } from "@openlock/esp-image";
import { PowerCut } from "../faults.ts";
import type { Flash } from "../flash.ts";
import type { Timer } from "../services.ts";
import { SlipDecoder, slipEncode } from "../slip.ts";
import type { FlashDownload } from "./flash-download.ts";
import { encodeResponse, MAX_PACKET, parseRequest, type Request } from "./packet.ts";
import type { Registers } from "./registers.ts";

/** What the chip gives to its loaders. */
export interface LoaderHost {
  readonly flash: Flash;
  readonly registers: Registers;
  readonly timer: Timer;
  /** With pacing, erasing and writing take the time they take on a real flash. */
  readonly paced: boolean;
  send(bytes: Uint8Array): void;
  /** After everything sent so far has left. */
  setBaudRate(baudRate: number): void;
  /** MEM_END with an entry point in uploaded code. */
  runStub(): void;
  /** MEM_END with an entry point that nothing was uploaded to. */
  crash(entry: number): void;
  /** Leaves the loader: the chip starts what is in flash. */
  runUserCode(): void;
  reboot(): void;
}

/** Times of a GD25Q32 (data sheet, typical): erasing a sector, a 64 KiB block; programming a 256-byte page. */
const ERASE_SECTOR_MS = 45;
const ERASE_BLOCK_MS = 150;
const PROGRAM_BYTE_MS = 0.6 / 256;
const SECTORS_PER_BLOCK = 16;

/**
 * What the ROM loader and the stub have in common: packets in, one at a time, and the time that flash takes.
 * Requests that come while the flash is busy wait their turn, as they do in the UART's buffer.
 */
export abstract class Loader {
  protected readonly host: LoaderHost;
  protected download: FlashDownload | undefined;
  readonly #decoder = new SlipDecoder(MAX_PACKET);
  readonly #waiting: Uint8Array[] = [];
  #busyMs = 0;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(host: LoaderHost) {
    this.host = host;
  }

  receive(bytes: Uint8Array): void {
    this.#decoder.push(bytes, (packet) => this.#waiting.push(packet));
    this.#work();
  }

  /** The chip was reset. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#waiting.length = 0;
  }

  protected abstract handle(request: Request): void;

  /** Gives packets that are not requests: acknowledgements while flash is being read. @returns true when taken */
  protected takeRaw(_packet: Uint8Array): boolean {
    return false;
  }

  protected reply(
    request: Request,
    status: Uint8Array,
    data: Uint8Array = new Uint8Array(0),
    value = 0,
  ): void {
    this.host.send(slipEncode(encodeResponse(request.command, value, data, status)));
  }

  protected sendRaw(packet: Uint8Array): void {
    this.host.send(slipEncode(packet));
  }

  /** The flash is busy: the next request waits, and so does what is in `then`. */
  protected busy(ms: number): void {
    if (this.host.paced) this.#busyMs += ms;
  }

  protected busyErasing(sectors: number): void {
    const blocks = Math.floor(sectors / SECTORS_PER_BLOCK);
    this.busy(blocks * ERASE_BLOCK_MS + (sectors % SECTORS_PER_BLOCK) * ERASE_SECTOR_MS);
  }

  protected busyWriting(bytes: number): void {
    this.busy(bytes * PROGRAM_BYTE_MS);
  }

  /** Runs when the flash is no longer busy; a request in the meantime waits. */
  protected whenDone(run: () => void): void {
    if (this.#busyMs === 0) {
      run();
      return;
    }
    const ms = this.#busyMs;
    this.#busyMs = 0;
    this.#cancel = this.host.timer.after(ms, () => {
      this.#cancel = undefined;
      run();
      this.#work();
    });
  }

  /** WRITE_REG: groups of address, value, mask and delay. */
  protected writeRegisters(data: Uint8Array): void {
    for (let at = 0; at + 16 <= data.length; at += 16) {
      this.host.registers.write(wordAt(data, at), wordAt(data, at + 4), wordAt(data, at + 8));
    }
  }

  #work(): void {
    while (!this.#stopped && !this.#cancel) {
      if (this.#busyMs > 0) {
        this.whenDone(() => {});
        return;
      }
      const packet = this.#waiting.shift();
      if (!packet) return;
      if (this.takeRaw(packet)) continue;
      const request = parseRequest(packet);
      if (request) this.#handle(request);
    }
  }

  #handle(request: Request): void {
    try {
      this.handle(request);
    } catch (error) {
      // The chip knows: it has stopped this loader already.
      if (!(error instanceof PowerCut)) throw error;
    }
  }
}
