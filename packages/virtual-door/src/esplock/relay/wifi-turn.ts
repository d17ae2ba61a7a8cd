import { BOUNDS } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { SettingsStore } from "../core/settings.ts";

/**
 * The turn of one Wi-Fi of two on trial. It is over once that Wi-Fi has been joined for its time, all in all, and the relay
 * was not reached: by the chip's own timer, which nobody outside can move.
 */
export class WifiTurn {
  readonly #boot: Boot;
  readonly #settings: SettingsStore;
  readonly #over = new AbortController();
  #leftMs = BOUNDS.wifiTurnSeconds * 1000;

  constructor(boot: Boot, settings: SettingsStore) {
    this.#boot = boot;
    this.#settings = settings;
  }

  /** Aborted when the other one has its turn; never, where none is on trial. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** It has been joined, until `lost`. */
  joined(lost: AbortSignal): void {
    if (!this.#settings.wifiOnTrial) return;
    const since = this.#boot.uptimeMs();
    const cancel = this.#boot.after(this.#leftMs, () => {
      if (this.#settings.wifiOnTrial) this.#over.abort();
    });
    const stop = () => {
      cancel();
      this.#leftMs -= this.#boot.uptimeMs() - since;
    };
    lost.addEventListener("abort", stop, { once: true });
  }
}
