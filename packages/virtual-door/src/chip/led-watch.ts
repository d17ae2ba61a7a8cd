import type { Rgb } from "./services.ts";

/** What a person would say of the LED: this colour, so often, so long each. */
export interface Blinking {
  readonly colour: Rgb;
  readonly blinks: number;
  /** How long the first of them was lit. */
  readonly ms: number;
}

/** A pause longer than this many times a blink is the end of the pattern. */
const PAUSE = 3;

/** Counts the blinks of one colour that belong together. */
export class LedWatch {
  #litAt: number | undefined;
  #darkAt = Number.NEGATIVE_INFINITY;
  #pattern: Blinking | undefined;

  /** @returns the pattern so far, as it grows with every blink. */
  change(colour: Rgb | null, now: number): Blinking | undefined {
    if (colour) {
      const last = this.#pattern;
      const continues = last && same(last.colour, colour) && now - this.#darkAt <= last.ms * PAUSE;
      this.#pattern = { colour, blinks: continues ? last.blinks + 1 : 1, ms: continues ? last.ms : 0 };
      this.#litAt = now;
    } else {
      const lit = this.#litAt === undefined ? 0 : now - this.#litAt;
      if (this.#pattern?.ms === 0) this.#pattern = { ...this.#pattern, ms: Math.round(lit) };
      this.#litAt = undefined;
      this.#darkAt = now;
    }
    return this.#pattern;
  }

  get pattern(): Blinking | undefined {
    return this.#pattern;
  }
}

function same(a: Rgb, b: Rgb): boolean {
  return a.red === b.red && a.green === b.green && a.blue === b.blue;
}
