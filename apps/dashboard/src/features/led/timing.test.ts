import { LED_PATTERNS } from "@openlock/protocol";
import { describe, expect, test } from "vitest";
import { keyframesOf, litOf, periodOf } from "./timing.ts";

describe.each(Object.entries(LED_PATTERNS))("%s", (_event, pattern) => {
  test("is drawn as often and as long as the door shows it", () => {
    const lit = litOf(pattern);
    expect(lit).toHaveLength(pattern.blinks);
    for (const [blink, { from, to }] of lit.entries()) {
      expect(to - from).toBe(pattern.ms);
      const next = lit[blink + 1];
      if (next) expect(next.from - to).toBe(pattern.ms);
    }
    const period = periodOf(pattern);
    const rest = period - (lit.at(-1)?.to ?? 0);
    expect(pattern.repeating ? rest === pattern.ms : rest > 1_000).toBe(true);
  });

  test("is lit and dark in turn, and dark at its end", () => {
    const frames = keyframesOf(pattern);
    const offsets = frames.map(({ offset }) => Number(offset));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect([offsets[0], offsets.at(-1)]).toEqual([0, 1]);
    expect(frames.filter(({ opacity }) => opacity === 1)).toHaveLength(pattern.blinks);
    expect(frames.at(-1)?.opacity).not.toBe(1);
  });
});
