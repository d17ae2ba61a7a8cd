import type { Boot } from "../core/boot.ts";
import { decodeNumber, encodeNumber, NVS_KEYS } from "../core/nvs-keys.ts";
import { hashPassword, type PasswordHash, verifyPassword } from "../core/password-hash.ts";

/** Wrong passwords that a person may type before the door stops listening. */
export const FREE_FAILURES = 5;
const BASE_SECONDS = 30;
const MAX_SECONDS = 3600;
const MAX_COUNTED = 250;

/** How long passwords are refused after that many failures in a row: 30 s at the fifth, doubling, an hour at most. */
export function lockOutSeconds(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(MAX_SECONDS, BASE_SECONDS * 2 ** (failures - FREE_FAILURES));
}

export type PasswordVerdict = "ok" | "bad-password" | "locked-out";

/**
 * The door password, with a lock-out that survives a restart: it then begins anew, for a device has no clock that a
 * restart leaves standing. Every way to the password, socket and serial line, goes through this one guard.
 */
export class PasswordGuard {
  readonly #boot: Boot;
  readonly #stored: () => PasswordHash | undefined;
  readonly #onLockOut: (seconds: number) => void;
  #failures: number;
  #lockedUntilMs: number;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(boot: Boot, stored: () => PasswordHash | undefined, onLockOut: (seconds: number) => void) {
    this.#boot = boot;
    this.#stored = stored;
    this.#onLockOut = onLockOut;
    this.#failures = decodeNumber(boot.chip.nvs.get(NVS_KEYS.failures)) ?? 0;
    this.#lockedUntilMs = boot.uptimeMs() + lockOutSeconds(this.#failures) * 1000;
  }

  /** Seconds until a password is looked at again. */
  get lockedForSeconds(): number {
    return Math.max(0, Math.ceil((this.#lockedUntilMs - this.#boot.uptimeMs()) / 1000));
  }

  /** One at a time, so that guesses sent together are counted as what they are. */
  check(password: string): Promise<PasswordVerdict> {
    const verdict = this.#queue.then(() => this.#check(password));
    this.#queue = verdict.catch(() => {});
    return verdict;
  }

  async #check(password: string): Promise<PasswordVerdict> {
    // Not even looked at: the answer and its time are the same for the right one.
    if (this.lockedForSeconds > 0) return "locked-out";
    const stored = this.#stored();
    let right = false;
    if (stored) right = await this.#boot.alive(verifyPassword(stored, password));
    // Without a password nothing opens the door, and that takes as long.
    else await this.#boot.alive(hashPassword(password, new Uint8Array(16)));
    if (right) {
      if (this.#failures > 0) this.#count(0);
      return "ok";
    }
    // Counted before anybody hears of it, so that cutting the power buys no further try.
    this.#count(Math.min(this.#failures + 1, MAX_COUNTED));
    const seconds = lockOutSeconds(this.#failures);
    this.#lockedUntilMs = this.#boot.uptimeMs() + seconds * 1000;
    if (seconds > 0) this.#onLockOut(seconds);
    return "bad-password";
  }

  #count(failures: number): void {
    this.#failures = failures;
    this.#boot.chip.nvs.commit(
      new Map([[NVS_KEYS.failures, failures === 0 ? null : encodeNumber(failures)]]),
    );
  }
}
