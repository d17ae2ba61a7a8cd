const FIRST_MS = 5_000;
const FACTOR = 4;
const LONGEST_MS = 8 * 3600_000;
/** With these waits that is about a day: 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 6 h, 8 h, 8 h. */
const TRIES_MAX = 10;
/** A wait is longer by up to this part of itself, so that what failed together is not tried together. */
const JITTER = 0.2;

/**
 * How long to wait before the next try.
 *
 * @param failed how many tries have failed
 * @param random from 0 to 1
 * @returns ms, or undefined where it is time to give up
 */
export function retryDelay(failed: number, random: number = Math.random()): number | undefined {
  if (failed >= TRIES_MAX) return undefined;
  const wait = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** (failed - 1));
  return Math.round(wait * (1 + JITTER * random));
}
