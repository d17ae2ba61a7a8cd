import { type Delays, type Failures, withFailure } from "./delays.ts";

/** Fewer than these are never looked through. */
const SWEEP_MIN = 1024;

interface Held extends Failures {
  /** When all are forgotten. */
  readonly goneAt: number;
}

/** `Delays` of a relay that runs alone. */
export function processDelays(): Delays {
  const held = new Map<string, Held>();
  let sweepAt = SWEEP_MIN;
  const sweep = (now: number) => {
    if (held.size < sweepAt) return;
    for (const [key, { goneAt }] of held) if (goneAt <= now) held.delete(key);
    sweepAt = Math.max(SWEEP_MIN, held.size * 2);
  };
  return {
    async attempt(delay, now) {
      const before = held.get(delay.key);
      if (before && now < before.until) return Math.min(before.until - now, delay.maxMs);
      const failures = withFailure(before, delay, now);
      held.set(delay.key, { ...failures, goneAt: failures.until + failures.count * delay.decayMs });
      sweep(now);
      return 0;
    },
    async forgive(key) {
      const before = held.get(key);
      if (before) held.set(key, { ...before, count: Math.max(0, before.count - 1), until: 0 });
    },
    async reset(key) {
      held.delete(key);
    },
  };
}
