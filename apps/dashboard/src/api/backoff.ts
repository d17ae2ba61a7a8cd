const FIRST = 1_000;
const LONGEST = 30_000;

/**
 * How long to wait before a try, exponential with full jitter, milliseconds.
 *
 * @param failures how many tries in a row have failed, 1 or more
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST, FIRST * 2 ** (failures - 1));
}
