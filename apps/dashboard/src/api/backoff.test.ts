import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

test("waits grow, end at half a minute, and differ from page to page", () => {
  const longest = (failures: number) => backoff(failures, () => 1);
  expect([1, 2, 3, 6, 50].map(longest)).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
  expect(backoff(6, () => 0)).toBe(0);
});
