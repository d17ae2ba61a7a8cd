import type { Boot } from "./boot.ts";
import { decodeNumber, encodeNumber, NVS_KEYS } from "./nvs-keys.ts";

/** How much faster than the world a chip's crystal may run: so far a later answer may set the clock back. */
const MAX_DRIFT = 100e-6;
/** How often the time is saved while the device runs. */
const SAVE_EVERY_MS = 3_600_000;

/**
 * The device's clock. It has no source of its own, so the relay's `serverTime` sets it (section 2): never to before
 * the build time of the firmware or the last time saved, and never back by more than a crystal's drift, for a relay
 * that could turn it back could deliver late what it had held back.
 */
export class DoorClock {
  readonly #boot: Boot;
  /** What the time cannot be before, since the chip's timer showed `sinceMs`. */
  #earliest: { readonly ms: number; readonly sinceMs: number };
  #set = false;
  readonly #onSet: (() => void)[] = [];

  constructor(boot: Boot) {
    this.#boot = boot;
    const { image, clock, nvs } = boot.chip;
    const floor = Math.max(image.builtAt.getTime(), decodeNumber(nvs.get(NVS_KEYS.clock)) ?? 0);
    this.#earliest = { ms: floor, sinceMs: boot.uptimeMs() };
    // TLS needs a plausible clock before the first answer can come.
    if (clock.now() < floor) clock.set(floor);
  }

  /** Whether a relay has set it. What needs the time is refused until then. */
  get state(): "relay" | "unset" {
    return this.#set ? "relay" : "unset";
  }

  /**
   * Milliseconds since the epoch. A real-time clock that stalls or runs backwards does not hold the time up: the
   * chip's timer bounds it from below.
   */
  now(): number {
    const elapsed = this.#boot.uptimeMs() - this.#earliest.sinceMs;
    return Math.floor(Math.max(this.#boot.chip.clock.now(), this.#earliest.ms + elapsed));
  }

  /** Whole seconds since the epoch. */
  nowSeconds(): number {
    return Math.floor(this.now() / 1000);
  }

  setFromRelay(serverTime: number): void {
    const elapsed = this.#boot.uptimeMs() - this.#earliest.sinceMs;
    const first = !this.#set;
    this.#put(Math.max(serverTime, Math.floor(this.#earliest.ms + elapsed * (1 - MAX_DRIFT))));
    this.#set = true;
    if (first) this.#saveRegularly();
    for (const tell of this.#onSet) tell();
  }

  /** A certificate of an authority that is trusted was valid from then: it is later than that. */
  atLeast(ms: number): void {
    if (ms > this.now()) this.#put(ms);
  }

  onSet(tell: () => void): void {
    this.#onSet.push(tell);
  }

  #put(ms: number): void {
    this.#earliest = { ms, sinceMs: this.#boot.uptimeMs() };
    this.#boot.chip.clock.set(ms);
  }

  #saveRegularly(): void {
    this.#boot.chip.nvs.commit(new Map([[NVS_KEYS.clock, encodeNumber(this.now())]]));
    this.#boot.after(SAVE_EVERY_MS, () => this.#saveRegularly());
  }
}
