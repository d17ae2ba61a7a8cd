import type { DoorState } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { DoorClock } from "../core/clock.ts";
import type { Led } from "../core/led.ts";
import { NVS_KEYS } from "../core/nvs-keys.ts";

type LockState = Pick<DoorState, "lock" | "mode" | "until">;

/** A hold can be years away, and the clock may be set meanwhile: looked at again this often. */
const HOLD_CHECK_MS = 60_000;

/**
 * The lock, and every reason for which it may be open. The bolt follows from the reasons alone: it is drawn while
 * there is one, so that whatever ends, fails or restarts leaves the door locked.
 *
 * Lockdown outlives a restart, wins over `unlock` and `hold`, and ends both. The fail-safe `unlock` wins over it: a
 * door whose owner said that fire code wants it free must not shut people in because a lockdown came first.
 */
export class Lock {
  readonly #boot: Boot;
  readonly #clock: DoorClock;
  readonly #led: Led;
  readonly #changed: () => void;
  #drawn = false;
  #lockdown: boolean;
  /** Free because the relay is out of reach. */
  #freed = false;
  #unlocked: { readonly untilMs: number; readonly cancel: () => void } | undefined;
  #held: { readonly until: number; readonly untilMs: number; cancel: () => void } | undefined;

  constructor(boot: Boot, clock: DoorClock, led: Led, changed: () => void) {
    this.#boot = boot;
    this.#clock = clock;
    this.#led = led;
    this.#changed = changed;
    this.#lockdown = boot.chip.nvs.get(NVS_KEYS.lockdown) !== undefined;
    boot.chip.pins.setBolt(false);
    clock.onSet(() => this.#checkHold());
  }

  get state(): LockState {
    const lock = this.#drawn ? "unlocked" : "locked";
    if (this.#lockdown) return { lock, mode: "lockdown" };
    if (this.#held) return { lock, mode: "held", until: this.#held.until };
    if (!this.#unlocked || this.#freed) return { lock, mode: "normal" };
    const left = this.#unlocked.untilMs - this.#boot.uptimeMs();
    return { lock, mode: "normal", until: Math.ceil((this.#clock.now() + left) / 1000) };
  }

  /** Unlocks for that long; the last `unlock` counts. @returns false in a lockdown */
  unlock(seconds: number): boolean {
    if (this.#lockdown) return false;
    this.#unlocked?.cancel();
    const cancel = this.#boot.after(seconds * 1000, () => {
      this.#unlocked = undefined;
      this.#update();
    });
    this.#unlocked = { untilMs: this.#boot.uptimeMs() + seconds * 1000, cancel };
    this.#update();
    return true;
  }

  lock(): void {
    this.#unlocked?.cancel();
    this.#held?.cancel();
    this.#unlocked = undefined;
    this.#held = undefined;
    this.#update();
  }

  /** @param until seconds since the epoch, in the future @returns false in a lockdown */
  hold(until: number): boolean {
    if (this.#lockdown) return false;
    this.#held?.cancel();
    const untilMs = this.#boot.uptimeMs() + until * 1000 - this.#clock.now();
    this.#held = { until, untilMs, cancel: () => {} };
    this.#checkHold();
    this.#update();
    return true;
  }

  /** @throws what NVS throws; then the door is in lockdown until the next restart, or still is */
  lockdown(on: boolean): void {
    if (on) {
      this.#lockdown = true;
      this.lock();
      this.#boot.chip.nvs.commit(new Map([[NVS_KEYS.lockdown, Uint8Array.of(1)]]));
    } else {
      this.#boot.chip.nvs.commit(new Map([[NVS_KEYS.lockdown, null]]));
      this.#lockdown = false;
      this.#update();
    }
  }

  /** The fail-safe `unlock` (section 7), and its end. */
  free(freed: boolean): void {
    this.#freed = freed;
    this.#update();
  }

  /** Both the wall clock and the timer end a hold, whichever is first. */
  #checkHold(): void {
    const held = this.#held;
    if (!held) return;
    held.cancel();
    const left = Math.min(held.untilMs - this.#boot.uptimeMs(), held.until * 1000 - this.#clock.now());
    if (left <= 0) {
      this.#held = undefined;
      this.#update();
    } else {
      held.cancel = this.#boot.after(Math.min(left, HOLD_CHECK_MS), () => this.#checkHold());
    }
  }

  #update(): void {
    const open = this.#freed || (!this.#lockdown && (this.#held ?? this.#unlocked) !== undefined);
    if (open !== this.#drawn) {
      this.#drawn = open;
      this.#boot.chip.pins.setBolt(open);
      this.#led.play(open ? "unlocked" : "locked");
    }
    this.#changed();
  }
}
