import { isWithin } from "@openlock/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stretchesOf } from "./stretches.ts";
import { DAYS } from "./week.ts";

/** 1970-01-05 was a Monday. */
const MONDAY = 4 * 86_400;

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const entry = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 1439 }).map(clock),
    to: fc.integer({ min: 0, max: 1440 }).map(clock),
  })
  .filter(({ from, to }) => from !== to);

test("what is drawn is when a door takes a command, to the minute, over midnight and over the end of the week", () => {
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 7 * 1440 - 1 }),
      (schedule, minute) => {
        const drawn = stretchesOf(schedule, Math.floor(minute / 1440) + 1);
        expect(drawn.some(({ from, to }) => from <= minute % 1440 && minute % 1440 < to)).toBe(
          isWithin(schedule, "UTC0", MONDAY + minute * 60),
        );
      },
    ),
  );
});
