/** Frames that a device may send at once without having been asked. */
const BURST = 60;
const PER_SECOND = 5;

/** A token bucket for one session: small, because every idle socket carries one. */
export class FloodGuard {
  #tokens = BURST;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /** Counts one. @returns false where that is too many. */
  take(now: number): boolean {
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(BURST, this.#tokens + (passed / 1000) * PER_SECOND);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
