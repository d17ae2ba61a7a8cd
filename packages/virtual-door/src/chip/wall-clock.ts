import type { Faults } from "./faults.ts";
import type { Timer, WallClock } from "./services.ts";

/**
 * The real-time clock: zero when power comes, kept over software resets, and as wrong as it was asked to be.
 */
export class RealTimeClock implements WallClock {
  readonly #timer: Timer;
  readonly #faults: Faults;
  #base = 0;
  #since = 0;
  #rate = 1;

  constructor(timer: Timer, faults: Faults) {
    this.#timer = timer;
    this.#faults = faults;
    this.#since = timer.now();
    this.#rate = faults.current.clockRate ?? 1;
    faults.onChange((settings) => {
      // What has passed so far passed at the old rate.
      this.#rebase(this.#counted());
      this.#rate = settings.clockRate ?? 1;
    });
  }

  now(): number {
    return Math.round(this.#counted() + (this.#faults.current.clockOffsetMs ?? 0));
  }

  set(ms: number): void {
    this.#rebase(ms);
  }

  /** Power came on. */
  reset(): void {
    this.#rebase(0);
  }

  #counted(): number {
    return this.#base + (this.#timer.now() - this.#since) * this.#rate;
  }

  #rebase(ms: number): void {
    this.#base = ms;
    this.#since = this.#timer.now();
  }
}
