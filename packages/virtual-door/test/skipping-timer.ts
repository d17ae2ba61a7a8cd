import { performance } from "node:perf_hooks";
import type { Timer } from "@openlock/virtual-door";

interface Due {
  readonly at: number;
  readonly run: () => void;
  handle: NodeJS.Timeout;
}

/** Real time, of which a test may skip a part: what falls due in it happens at once, in order. */
export class SkippingTimer implements Timer {
  #skipped = 0;
  readonly #due = new Set<Due>();

  now(): number {
    return performance.now() + this.#skipped;
  }

  after(ms: number, run: () => void): () => void {
    const due = { at: this.now() + Math.max(0, ms), run } as Due;
    this.#due.add(due);
    this.#arm(due);
    return () => {
      this.#due.delete(due);
      clearTimeout(due.handle);
    };
  }

  async advance(ms: number): Promise<void> {
    const until = this.now() + ms;
    for (let due = this.#next(until); due; due = this.#next(until)) {
      this.#skipTo(due.at);
      this.#run(due);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#skipTo(until);
    for (const due of this.#due) this.#arm(due);
  }

  #skipTo(at: number): void {
    this.#skipped += Math.max(0, at - this.now());
  }

  #next(until: number): Due | undefined {
    const due = [...this.#due].filter(({ at }) => at <= until);
    return due.reduce<Due | undefined>(
      (first, each) => (first && first.at <= each.at ? first : each),
      undefined,
    );
  }

  #arm(due: Due): void {
    clearTimeout(due.handle);
    due.handle = setTimeout(() => this.#run(due), Math.max(0, due.at - this.now()));
  }

  #run(due: Due): void {
    clearTimeout(due.handle);
    if (this.#due.delete(due)) due.run();
  }
}
