import { expect, test } from "vitest";
import { retryDelay } from "./retry.ts";

const HOUR = 3600_000;

test.each([0, 0.5, 1])("waits grow, are spread, and end after about a day (random: %s)", (random) => {
  const waits: number[] = [];
  for (let failed = 1; ; failed++) {
    const wait = retryDelay(failed, random);
    if (wait === undefined) break;
    waits.push(wait);
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBeLessThanOrEqual(6_000);
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBeGreaterThan(20 * HOUR);
  expect(total).toBeLessThan(30 * HOUR);
});

test("two that failed together are not tried together", () => {
  expect(retryDelay(5, 0.1)).not.toBe(retryDelay(5, 0.9));
});
