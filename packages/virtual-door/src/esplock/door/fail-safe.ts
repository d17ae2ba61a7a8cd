import type { FailSafe } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";
import type { Log } from "../core/log.ts";
import type { Lock } from "./lock.ts";

/**
 * What the door does while it cannot reach the relay (section 7). A device is offline from its boot until its first
 * `welcome`: it starts locked, and one that is to be free is so `afterSeconds` later, at once where that is 0.
 */
export class OfflineGuard {
  readonly #boot: Boot;
  readonly #log: Log;
  readonly #lock: Lock;
  readonly #setting: () => FailSafe;
  #offlineSinceMs: number | undefined;
  #cancel: () => void = () => {};

  constructor(boot: Boot, log: Log, lock: Lock, setting: () => FailSafe) {
    this.#boot = boot;
    this.#log = log;
    this.#lock = lock;
    this.#setting = setting;
  }

  offline(): void {
    this.#offlineSinceMs ??= this.#boot.uptimeMs();
    this.settingChanged();
  }

  /** @returns how long it was offline, in milliseconds */
  online(): number {
    this.#cancel();
    const since = this.#offlineSinceMs ?? this.#boot.uptimeMs();
    this.#offlineSinceMs = undefined;
    this.#lock.free(false);
    return this.#boot.uptimeMs() - since;
  }

  settingChanged(): void {
    if (this.#offlineSinceMs === undefined) return;
    this.#cancel();
    const { onOffline, afterSeconds } = this.#setting();
    if (onOffline !== "unlock") this.#lock.free(false);
    if (onOffline === "hold") return;
    const left = this.#offlineSinceMs + afterSeconds * 1000 - this.#boot.uptimeMs();
    const act = () => {
      this.#log.warn("fail-safe", `offline for ${afterSeconds} s: ${onOffline}`);
      if (onOffline === "unlock") this.#lock.free(true);
      else this.#lock.lock();
    };
    if (left <= 0) act();
    else this.#cancel = this.#boot.after(left, act);
  }
}
