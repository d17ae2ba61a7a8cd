import { WifiError } from "../../chip/services.ts";
import { type Boot, Stopped, unlessAborted } from "../core/boot.ts";
import type { Wifi } from "../core/settings.ts";

/** Longer than an access point takes to say no, and shorter than Improv's clients wait. */
const JOIN_TIMEOUT_MS = 30_000;

/** The Wi-Fi station: one attempt at a time, and whoever uses the link hears when it is lost. */
export class WifiLink {
  readonly #boot: Boot;
  #lost = new AbortController();

  constructor(boot: Boot) {
    this.#boot = boot;
    boot.chip.wifi.onLost(boot.callback(() => this.#lost.abort()));
  }

  get connected(): boolean {
    return this.#boot.chip.wifi.connected;
  }

  /** Aborted when the present connection is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** @throws {WifiError} @throws {Stopped} */
  async join({ ssid, password }: Wifi, signal: AbortSignal): Promise<void> {
    const late = new AbortController();
    const cancel = this.#boot.after(JOIN_TIMEOUT_MS, () => late.abort());
    const until = AbortSignal.any([signal, late.signal]);
    try {
      await unlessAborted(this.#boot.chip.wifi.connect(ssid, password), until);
      this.#lost = new AbortController();
    } catch (error) {
      if (this.#boot.off.aborted) throw new Stopped();
      if (late.signal.aborted || signal.aborted) this.#boot.chip.wifi.disconnect();
      if (late.signal.aborted && !signal.aborted) throw new WifiError("timeout");
      throw error;
    } finally {
      cancel();
    }
  }

  leave(): void {
    this.#boot.chip.wifi.disconnect();
    this.#lost.abort();
  }
}
