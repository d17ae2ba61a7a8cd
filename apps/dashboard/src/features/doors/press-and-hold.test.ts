import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HOLD_MS, type Press, PressAndHold } from "./press-and-hold.ts";

let told: Press[];
let meant: number;
let press: PressAndHold;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  meant = 0;
  press = new PressAndHold(
    (state) => told.push(state),
    () => {
      meant += 1;
    },
  );
});
afterEach(() => void vi.useRealTimers());

test("a press that lasts is meant, once", () => {
  press.down();
  vi.advanceTimersByTime(HOLD_MS - 1);
  expect(meant).toBe(0);
  vi.advanceTimersByTime(1);
  expect(meant).toBe(1);
  press.up();
  vi.advanceTimersByTime(60_000);
  expect(meant).toBe(1);
  expect(told).toEqual(["holding", "none"]);
});

test("what is let go too soon is told and not meant, however often", () => {
  for (let times = 0; times < 20; times++) {
    press.down();
    vi.advanceTimersByTime(HOLD_MS - 1);
    press.up();
  }
  expect(told.at(-1)).toBe("too-short");
  vi.advanceTimersByTime(60_000);
  expect(told.at(-1)).toBe("none");
  expect(meant).toBe(0);
});

test("a key that repeats does not begin anew", () => {
  press.down();
  vi.advanceTimersByTime(HOLD_MS / 2);
  press.down();
  vi.advanceTimersByTime(HOLD_MS / 2);
  expect(meant).toBe(1);
});

test("a press that becomes a scroll is none", () => {
  press.down();
  press.cancel();
  vi.advanceTimersByTime(60_000);
  expect(meant).toBe(0);
  expect(told).toEqual(["holding", "none"]);
});

test("presses without a length: the second means it, unless it comes too late", () => {
  press.pressWithoutLength();
  expect(told).toEqual(["again"]);
  vi.advanceTimersByTime(6_000);
  press.pressWithoutLength();
  expect(meant).toBe(0);
  vi.advanceTimersByTime(5_999);
  press.pressWithoutLength();
  expect(meant).toBe(1);
});

test("a control that is gone does nothing any more", () => {
  press.down();
  press.stop();
  vi.advanceTimersByTime(60_000);
  expect(meant).toBe(0);
});
