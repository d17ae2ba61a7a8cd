/** RAM that the ROM loader lets a tool fill (ESP32 memory map: DRAM, and IRAM behind the caches). */
const RAM: readonly (readonly [number, number])[] = [
  [0x3ff80000, 0x3ff82000],
  [0x3ffae000, 0x40000000],
  [0x40070000, 0x400c2000],
  [0x50000000, 0x50002000],
];

interface Region {
  readonly start: number;
  readonly size: number;
}

/**
 * A download into RAM. The bytes are counted, not kept: the code in them is for a processor that is not here,
 * so what matters is whether an entry point lies in something that was really uploaded.
 */
export class RamDownload {
  readonly #whole: Region[] = [];
  #current: (Region & { received: number; sequence: number }) | undefined;

  /** @returns false where there is no RAM. */
  begin(size: number, start: number): boolean {
    const fits = RAM.some(([from, to]) => start >= from && start + size <= to);
    this.#current = fits ? { start, size, received: 0, sequence: 0 } : undefined;
    return fits;
  }

  /** @returns false when no download is under way, or this is more than was announced or out of order. */
  data(sequence: number, length: number): boolean {
    const current = this.#current;
    if (!current || sequence !== current.sequence || current.received + length > current.size) return false;
    current.received += length;
    current.sequence++;
    if (current.received === current.size) this.#whole.push({ start: current.start, size: current.size });
    return true;
  }

  /** True when `entry` lies in a region that arrived whole. */
  holds(entry: number): boolean {
    return this.#whole.some(({ start, size }) => entry >= start && entry < start + size);
  }
}
