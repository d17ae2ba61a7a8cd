import type { ChipServices } from "../../chip/services.ts";

/** The boot is over, or what was waited for was given up: thrown to end whatever is under way. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** What `work` gives, unless `signal` is aborted first. @throws {Stopped} */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new Stopped());
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/**
 * One boot of the chip. Timers, callbacks and work that go through it end with the boot, and a fault in any of them
 * is a crash of the program, as on the real chip.
 */
export class Boot {
  readonly chip: ChipServices;
  /** Resolves when the chip is off; rejects with the fault that crashed the program. */
  readonly over: Promise<void>;
  readonly #timers = new Set<() => void>();
  #crash: (fault: unknown) => void = () => {};

  constructor(chip: ChipServices) {
    this.chip = chip;
    this.over = new Promise((resolve, reject) => {
      this.#crash = reject;
      if (chip.off.aborted) resolve();
      chip.off.addEventListener("abort", () => resolve(), { once: true });
    });
    this.over.catch(() => {});
    chip.off.addEventListener("abort", () => {
      for (const cancel of this.#timers) cancel();
    });
  }

  get off(): AbortSignal {
    return this.chip.off;
  }

  /** Milliseconds since boot. */
  uptimeMs(): number {
    return this.chip.timer.now();
  }

  /** A callback that does nothing after the boot. */
  callback<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      if (this.off.aborted) return;
      try {
        run(...args);
      } catch (fault) {
        this.#fault(fault);
      }
    };
  }

  /** @returns cancels it */
  after(ms: number, run: () => void): () => void {
    if (this.off.aborted) return () => {};
    const cancel = this.chip.timer.after(
      ms,
      this.callback(() => {
        this.#timers.delete(done);
        run();
      }),
    );
    const done = () => {
      this.#timers.delete(done);
      cancel();
    };
    this.#timers.add(done);
    return done;
  }

  /** @throws {Stopped} when `signal` is aborted or the boot is over */
  async sleep(ms: number, signal: AbortSignal = this.off): Promise<void> {
    let cancel = () => {};
    const woken = new Promise<void>((resolve) => {
      cancel = this.after(ms, resolve);
    });
    try {
      await unlessAborted(woken, signal);
    } finally {
      cancel();
    }
  }

  /** Waits for work that cannot be cancelled, and goes on only while the boot lasts. @throws {Stopped} */
  alive<T>(work: Promise<T>): Promise<T> {
    return unlessAborted(work, this.off);
  }

  /** Work that nobody waits for. That it was stopped is no fault. */
  spawn(work: Promise<void>): void {
    work.catch((fault: unknown) => {
      if (!(fault instanceof Stopped)) this.#fault(fault);
    });
  }

  #fault(fault: unknown): void {
    // Whatever a dying chip throws has nobody left to tell.
    if (!this.off.aborted) this.#crash(fault);
  }
}
