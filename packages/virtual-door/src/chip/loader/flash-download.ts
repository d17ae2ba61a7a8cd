import { constants, inflateSync } from "node:zlib";
import { xorChecksum } from "@openlock/esp-image";
import { type Flash, SECTOR_SIZE } from "../flash.ts";

export type DownloadFault = "too-much" | "range" | "inflate";

interface Options {
  readonly flash: Flash;
  readonly offset: number;
  /** Bytes that will be written, after inflating. */
  readonly size: number;
  readonly compressed: boolean;
  /** The stub erases what it is about to write; the ROM has erased everything at the start. */
  readonly eraseAsItGoes: boolean;
}

/** One FLASH_BEGIN … FLASH_END or FLASH_DEFL_BEGIN … FLASH_DEFL_END. */
export class FlashDownload {
  readonly compressed: boolean;
  readonly #options: Options;
  #packed: Uint8Array = new Uint8Array(0);
  #inflated = 0;
  #last: { readonly address: number; readonly bytes: Uint8Array } | undefined;
  #next: number;
  #erasedTo: number;

  constructor(options: Options) {
    this.compressed = options.compressed;
    this.#options = options;
    this.#next = options.offset;
    this.#erasedTo = options.offset - (options.offset % SECTOR_SIZE);
  }

  /** Bytes written so far. */
  get written(): number {
    return this.#next - this.#options.offset;
  }

  get complete(): boolean {
    return this.written >= this.#options.size;
  }

  /**
   * @returns how many sectors were erased and bytes written, or what was wrong
   * @throws {PowerCut}
   */
  data(bytes: Uint8Array): { sectors: number; bytes: number } | DownloadFault {
    const plain = this.compressed ? this.#inflate(bytes) : this.#clip(bytes);
    if (typeof plain === "string") return plain;
    const end = this.#next + plain.length;
    if (end > this.#options.flash.size) return "range";
    let sectors = 0;
    while (this.#options.eraseAsItGoes && this.#erasedTo < end) {
      this.#options.flash.erase(this.#erasedTo, SECTOR_SIZE);
      this.#erasedTo += SECTOR_SIZE;
      sectors++;
    }
    this.#options.flash.write(this.#next, plain);
    this.#last = { address: this.#next, bytes: plain };
    this.#next = end;
    return { sectors, bytes: plain.length };
  }

  /** Reads the last block back, as the ROM does. */
  verifyLast(): boolean {
    if (!this.#last) return true;
    const { address, bytes } = this.#last;
    return xorChecksum(this.#options.flash.read(address, bytes.length)) === xorChecksum(bytes);
  }

  /** The last uncompressed block comes padded with 0xFF; what lies past the announced size may only be that. */
  #clip(bytes: Uint8Array): Uint8Array | DownloadFault {
    const left = this.#options.size - this.written;
    if (bytes.length <= left) return bytes;
    return bytes.subarray(left).every((byte) => byte === 0xff) ? bytes.subarray(0, left) : "too-much";
  }

  /**
   * Inflates what has come so far and takes what is new in it. Node has no synchronous streaming inflate; going
   * over it again costs 300 ms for a large image, against a loader that stays a plain function of its input.
   */
  #inflate(bytes: Uint8Array): Uint8Array | DownloadFault {
    const packed = new Uint8Array(this.#packed.length + bytes.length);
    packed.set(this.#packed);
    packed.set(bytes, this.#packed.length);
    // Compressed data is hardly ever longer than plain; a flood of it is refused before it is kept.
    if (packed.length > this.#options.size + SECTOR_SIZE) return "too-much";
    this.#packed = packed;
    try {
      const all = inflateSync(packed, {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: this.#options.size + 1,
      });
      if (all.length > this.#options.size) return "too-much";
      const fresh = all.subarray(this.#inflated);
      this.#inflated = all.length;
      return fresh;
    } catch (error) {
      return error instanceof RangeError ? "too-much" : "inflate";
    }
  }
}
