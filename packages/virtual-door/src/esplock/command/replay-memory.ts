import { BOUNDS } from "@openlock/protocol";
import type { Boot } from "../core/boot.ts";

/** Memory is bounded: when it is full of commands that could still be replayed, new ones are refused. */
export const REPLAY_CAPACITY = 256;

interface Seen {
  readonly iat: number;
  readonly untilMs: number;
  authorised: boolean;
}

/**
 * The `jti`s seen in the last 120 s by the chip's timer, which no relay can set. Of a command that is forgotten its
 * `iat` still counts: nothing as old as the newest that was run is taken any more, whatever the clock is told.
 */
export class ReplayMemory {
  readonly #boot: Boot;
  readonly #seen = new Map<string, Seen>();
  #forgottenIat = -1;

  constructor(boot: Boot) {
    this.#boot = boot;
  }

  /** Remembers a command, unless it is not new. */
  admit(jti: string, iat: number): "new" | "replayed" | "stale" | "full" {
    this.#forget();
    if (this.#seen.has(jti)) return "replayed";
    if (iat <= this.#forgottenIat) return "stale";
    if (this.#seen.size >= REPLAY_CAPACITY) return "full";
    const untilMs = this.#boot.uptimeMs() + BOUNDS.jtiMemorySeconds * 1000;
    this.#seen.set(jti, { iat, untilMs, authorised: false });
    return "new";
  }

  /** Only commands of somebody authorised move the limit, or a stranger with a late `iat` could shut the door. */
  authorise(jti: string): void {
    const seen = this.#seen.get(jti);
    if (seen) seen.authorised = true;
  }

  #forget(): void {
    const now = this.#boot.uptimeMs();
    for (const [jti, seen] of this.#seen) {
      if (seen.untilMs > now) return;
      this.#seen.delete(jti);
      if (seen.authorised) this.#forgottenIat = Math.max(this.#forgottenIat, seen.iat);
    }
  }
}
