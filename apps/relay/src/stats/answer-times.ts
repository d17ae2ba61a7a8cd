/** Steps of a doubling: a figure that is read back is right within a tenth. */
const STEPS = 4;

/** Which step a time falls into. @param ms of 0 or more */
export function stepOf(ms: number): number {
  return Math.max(0, Math.ceil(STEPS * Math.log2(Math.max(1, ms))));
}

/** The longest time of a step, whole milliseconds. */
export function upTo(step: number): number {
  return Math.round(2 ** (step / STEPS));
}
