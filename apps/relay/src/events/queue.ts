import type { RelayEvent } from "@openlock/api";

/** Events that a stream may be behind. A page that misses more reads everything anew when it reconnects. */
const BEHIND_MAX = 256;

/** What waits to be written to one stream: bounded, and ended by whoever is done with it. */
export class EventQueue {
  readonly #events: RelayEvent[] = [];
  #ended = false;
  #wake: () => void = () => {};
  #overflow: () => void = () => {};

  onOverflow(overflow: () => void): void {
    this.#overflow = overflow;
  }

  put(event: RelayEvent): void {
    if (this.#ended) return;
    if (this.#events.length >= BEHIND_MAX) {
      this.end();
      this.#overflow();
      return;
    }
    this.#events.push(event);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The next event; `idle` where none came within `idleMs`. What was put before the end is still given out. */
  async next(idleMs: number): Promise<RelayEvent | "idle" | "ended"> {
    if (this.#events.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, idleMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#events.shift() ?? (this.#ended ? "ended" : "idle");
  }
}
