import type { Timer } from "./services.ts";

/** The machine's own monotonic time. */
export function realTimer(): Timer {
  return {
    now: () => performance.now(),
    after(ms, run) {
      const handle = setTimeout(run, Math.max(0, ms));
      return () => clearTimeout(handle);
    },
  };
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * Time that stands still until a test moves it.
 *
 * @example
 * const timer = new ManualTimer();
 * const door = createVirtualDoor({ timer, flashed: true });
 * await timer.advance(10_000);
 */
export class ManualTimer implements Timer {
  #now = 0;
  #order = 0;
  readonly #due = new Set<Due>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const due = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#due.add(due);
    return () => {
      this.#due.delete(due);
    };
  }

  /** When the next timer is due, in milliseconds on this clock. */
  get nextAt(): number | undefined {
    return this.#first()?.at;
  }

  /** Moves time on, runs what falls due in order, and lets promises settle after each step. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (let due = this.#first(); due && due.at <= until; due = this.#first()) {
      this.#run(due);
      await settle();
    }
    this.#now = until;
  }

  /** As `advance`, without letting promises settle in between. */
  advanceSync(ms: number): void {
    const until = this.#now + ms;
    for (let due = this.#first(); due && due.at <= until; due = this.#first()) this.#run(due);
    this.#now = until;
  }

  #run(due: Due): void {
    this.#due.delete(due);
    this.#now = due.at;
    due.run();
  }

  #first(): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) {
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    return first;
  }
}

/** One turn of the event loop: every promise that can settle without I/O has settled after it. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
