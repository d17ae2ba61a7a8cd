import type { ChipServices } from "../../chip/services.ts";

const BASE_MS = 1_000;
const MAX_MS = 60_000;

/** Uniform random milliseconds from `min` to `max`, by the chip's own randomness. */
export function randomBetween(chip: Pick<ChipServices, "random">, min: number, max: number): number {
  const bytes = chip.random(4);
  const fraction = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) / 0x1_0000_0000;
  return min + fraction * (max - min);
}

/** Exponential backoff with full jitter: anything up to 1 s, 2 s, 4 s … 60 s (section 3). */
export class Backoff {
  readonly #chip: Pick<ChipServices, "random">;
  #attempt = 0;

  constructor(chip: Pick<ChipServices, "random">) {
    this.#chip = chip;
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const ceiling = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(this.#attempt, 10));
    this.#attempt++;
    return randomBetween(this.#chip, 0, ceiling);
  }

  reset(): void {
    this.#attempt = 0;
  }
}
