import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delay, Delays } from "./delays.ts";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
export const DELAY = { free: 3, firstMs: 1000, maxMs: 10_000, decayMs: MINUTE } as const;

/** What every implementation of `Delays` must do, on both of two nodes. */
export function describeDelays(nodes: () => readonly [Delays, Delays], fresh: (what: string) => string) {
  describe("delays", () => {
    const delay = (more: Partial<Delay> = {}): Delay => ({ ...DELAY, key: fresh("delay"), ...more });
    /** How long each attempt has to wait, when each is made as soon as it may be. */
    const waits = async (of: Delay, attempts: number, from = NOW) => {
      const [one, other] = nodes();
      let now = from;
      const waited: number[] = [];
      for (let attempt = 0; attempt < attempts; attempt++) {
        const wait = await (attempt % 2 ? one : other).attempt(of, now);
        waited.push(wait);
        now += wait;
        if (wait > 0) expect(await one.attempt(of, now)).toBe(0);
      }
      return { waited, now };
    };

    it("let some failures pass, then each attempt waits twice as long as the one before, up to a bound", async () => {
      const { waited } = await waits(delay(), 10);
      expect(waited).toEqual([0, 0, 0, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    });

    it("let no more than the free ones of many at once through", async () => {
      const of = delay();
      const [one, other] = nodes();
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) => (index % 2 ? one : other).attempt(of, NOW)),
      );
      expect(answers.filter((wait) => wait === 0)).toHaveLength(3);
    });

    it("grow no longer for whoever comes too early, however often", async () => {
      const of = delay();
      const [one, other] = nodes();
      for (let attempt = 0; attempt < 3; attempt++) await one.attempt(of, NOW);
      for (let early = 0; early < 50; early++) expect(await other.attempt(of, NOW + 999)).toBe(1);
      expect(await one.attempt(of, NOW + 1000)).toBe(0);
    });

    it("take a right attempt back, and let the next one be made at once", async () => {
      const of = delay();
      const [one, other] = nodes();
      for (let attempt = 0; attempt < 20; attempt++) {
        expect(await one.attempt(of, NOW)).toBe(0);
        await other.forgive(of.key);
      }
      await one.forgive(fresh("unknown"));
    });

    it("forget everything on a reset", async () => {
      const of = delay();
      const [one, other] = nodes();
      await waits(of, 6);
      await one.reset(of.key);
      expect(await other.attempt(of, NOW)).toBe(0);
      expect(await other.attempt(of, NOW)).toBe(0);
    });

    it("forget one failure for each quiet time", async () => {
      const of = delay();
      const [one] = nodes();
      for (let attempt = 0; attempt < 3; attempt++) await one.attempt(of, NOW);
      const later = NOW + 2 * MINUTE;
      expect(await one.attempt(of, later)).toBe(0);
      expect(await one.attempt(of, later)).toBe(0);
      expect(await one.attempt(of, later)).toBe(1000);
    });

    it("never make anybody wait for longer than the bound, whatever the clocks do", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1, maxLength: 60 }),
          async (steps) => {
            const of = delay();
            const [one, other] = nodes();
            let now = NOW;
            for (const [index, step] of steps.entries()) {
              now += step;
              const wait = await (index % 2 ? one : other).attempt(of, now);
              expect(wait).toBeGreaterThanOrEqual(0);
              expect(wait).toBeLessThanOrEqual(of.maxMs);
            }
          },
        ),
        { numRuns: 20 },
      );
    });
  });
}
