import type { LedPattern } from "@openlock/protocol";

/** Dark between two showings of a pattern that the door shows once; milliseconds. */
const REST = 1_400;

/** How long one showing lasts until the next begins, in milliseconds. */
export function periodOf({ blinks, ms, repeating }: LedPattern): number {
  return blinks * 2 * ms + (repeating ? 0 : REST);
}

/** When it is lit within one showing, in milliseconds. */
export function litOf({ blinks, ms }: LedPattern): readonly { readonly from: number; readonly to: number }[] {
  return Array.from({ length: blinks }, (_, blink) => ({ from: blink * 2 * ms, to: (blink * 2 + 1) * ms }));
}

/** For the Web Animations API: lit and dark, with nothing in between. */
export function keyframesOf(pattern: LedPattern): Keyframe[] {
  const period = periodOf(pattern);
  return [
    ...litOf(pattern).flatMap(({ from, to }) => [
      { offset: from / period, opacity: 1, easing: "steps(1, end)" },
      { offset: to / period, opacity: DARK, easing: "steps(1, end)" },
    ]),
    { offset: 1, opacity: DARK },
  ];
}

/** What is still seen of an LED that is off. */
const DARK = 0.12;
