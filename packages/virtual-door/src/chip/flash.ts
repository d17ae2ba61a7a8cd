import { Faults, PowerCut } from "./faults.ts";

export const SECTOR_SIZE = 4096;
export const PAGE_SIZE = 256;
export const FLASH_SIZE = 4 * 1024 * 1024;

/** Where sectors live when the machine stops; one file, or nothing at all. */
export interface FlashStore {
  /** Called after every write and erase with the bytes as they now are. */
  save(address: number, bytes: Uint8Array): void;
}

const ERASED = new Uint8Array(SECTOR_SIZE).fill(0xff);

/**
 * A 4 MB SPI NOR flash (as W25Q32 data sheets describe it): erasing sets a sector of 4 KiB to 0xFF, programming
 * only clears bits, in pages of 256 bytes. A power cut tears the page or the sector that was being written.
 *
 * Sectors are kept apart and copied when they change, so that hundreds of doors can share one image.
 */
export class Flash {
  readonly size = FLASH_SIZE;
  readonly #sectors: Uint8Array[];
  readonly #owned: boolean[];
  readonly #faults: Faults;
  readonly #store: FlashStore | undefined;
  /** Called when the power goes in the middle of a write, before `PowerCut` is thrown. */
  onPowerCut: () => void = () => {};
  /** Pages programmed and sectors erased so far. */
  writes = 0;

  constructor(options: { content?: Uint8Array; faults?: Faults; store?: FlashStore } = {}) {
    const { content } = options;
    this.#sectors = Array.from({ length: FLASH_SIZE / SECTOR_SIZE }, (_, index) => {
      const at = index * SECTOR_SIZE;
      if (!content || at >= content.length) return ERASED;
      const sector = content.subarray(at, at + SECTOR_SIZE);
      if (sector.length === SECTOR_SIZE) return sector;
      const padded = ERASED.slice();
      padded.set(sector);
      return padded;
    });
    this.#owned = this.#sectors.map(() => false);
    this.#faults = options.faults ?? new Faults();
    this.#store = options.store;
  }

  /** @throws {RangeError} outside of the chip. */
  read(address: number, length: number): Uint8Array {
    this.#check(address, length);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { sector, offset } = this.#locate(address + done);
      const part = sector.subarray(offset, Math.min(SECTOR_SIZE, offset + length - done));
      bytes.set(part, done);
      done += part.length;
    }
    for (const bad of this.#faults.current.badFlash ?? []) {
      const at = bad.address - address;
      if (at >= 0 && at < length) bytes[at] = (bytes[at] ?? 0) | bad.bits;
    }
    return bytes;
  }

  /**
   * Programs bytes: every 0 bit is cleared, every 1 bit stays as it was.
   *
   * @throws {PowerCut} when that fault was asked for.
   */
  write(address: number, bytes: Uint8Array): void {
    this.#check(address, bytes.length);
    for (let done = 0; done < bytes.length; ) {
      const at = address + done;
      const room = PAGE_SIZE - (at % PAGE_SIZE);
      const page = bytes.subarray(done, done + room);
      this.#operation((fraction) => this.#program(at, page.subarray(0, Math.floor(page.length * fraction))));
      done += page.length;
    }
  }

  /** Erases the sectors that the range touches. @throws {PowerCut} */
  erase(address: number, length: number): void {
    this.#check(address, length);
    const first = Math.floor(address / SECTOR_SIZE);
    const last = Math.ceil((address + length) / SECTOR_SIZE);
    for (let index = first; index < last; index++) {
      this.#operation((fraction) => this.#eraseSector(index, fraction));
    }
  }

  #operation(run: (fraction: number) => void): void {
    this.writes++;
    if (!this.#faults.countWrite()) {
      run(1);
      return;
    }
    run(Math.min(1, Math.max(0, this.#faults.current.powerCutDone ?? 0.5)));
    this.onPowerCut();
    throw new PowerCut();
  }

  #program(address: number, bytes: Uint8Array): void {
    const { index, offset } = this.#locate(address);
    const sector = this.#own(index);
    bytes.forEach((byte, at) => {
      sector[offset + at] = (sector[offset + at] ?? 0) & byte;
    });
    this.#store?.save(address, sector.subarray(offset, offset + bytes.length));
  }

  #eraseSector(index: number, fraction: number): void {
    if (fraction === 1) {
      this.#sectors[index] = ERASED;
      this.#owned[index] = false;
    } else {
      // An interrupted erase has pulled some cells up and left others.
      this.#own(index).fill(0xff, 0, Math.floor(SECTOR_SIZE * fraction));
    }
    this.#store?.save(index * SECTOR_SIZE, this.#sectors[index] ?? ERASED);
  }

  #own(index: number): Uint8Array {
    const sector = this.#sectors[index] ?? ERASED;
    if (this.#owned[index]) return sector;
    const copy = sector.slice();
    this.#sectors[index] = copy;
    this.#owned[index] = true;
    return copy;
  }

  #locate(address: number): { index: number; sector: Uint8Array; offset: number } {
    const index = Math.floor(address / SECTOR_SIZE);
    return { index, sector: this.#sectors[index] ?? ERASED, offset: address % SECTOR_SIZE };
  }

  #check(address: number, length: number): void {
    if (address < 0 || length < 0 || address + length > this.size) {
      throw new RangeError(`flash address 0x${address.toString(16)}+${length} is outside of the chip`);
    }
  }
}
