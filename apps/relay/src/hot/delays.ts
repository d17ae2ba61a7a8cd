/** Attempts at a secret, slowed down the more of them fail, on all nodes together. */
export interface Delays {
  /**
   * Counts an attempt as failed before it is made, so that many at once are no way around. One that comes too early is
   * not counted: whoever only waits is not made to wait for longer.
   *
   * @returns how long to wait, in ms; 0 where the attempt may be made now
   */
  attempt(delay: Delay, now: number): Promise<number>;
  /** An attempt was right after all: it is taken back. */
  forgive(key: string): Promise<void>;
  /** Forgets every failure. */
  reset(key: string): Promise<void>;
}

/** After `free` failures the next attempt waits for `firstMs`, each further one twice as long, up to `maxMs`. */
export interface Delay {
  readonly key: string;
  readonly free: number;
  readonly firstMs: number;
  readonly maxMs: number;
  /** One failure is forgotten for each such time without an attempt. */
  readonly decayMs: number;
}

/** More failures than these beyond the free ones make no difference: the wait is the longest by then. */
export const FAILURES_MAX = 32;

/** What is remembered of the attempts at one thing. */
export interface Failures {
  readonly count: number;
  /** The last attempt. */
  readonly at: number;
  /** No attempt before. */
  readonly until: number;
}

/** The failures with one more. Redis does the same in Lua. */
export function withFailure(before: Failures | undefined, delay: Delay, now: number): Failures {
  const { free, firstMs, maxMs, decayMs } = delay;
  const quiet = before ? Math.floor(Math.max(0, now - before.at) / decayMs) : 0;
  const count = Math.min(Math.max(0, (before?.count ?? 0) - quiet) + 1, free + FAILURES_MAX);
  const wait = count < free ? 0 : Math.min(maxMs, firstMs * 2 ** (count - free));
  return { count, at: now, until: now + wait };
}
