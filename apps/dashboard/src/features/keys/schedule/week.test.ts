import { isWithin, Schedule } from "@openlock/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAYS, EMPTY_WEEK, HOURS, isPainted, OFFICE_HOURS, paint, toSchedule, type Week } from "./week.ts";

/** 1970-01-05 was a Monday. */
const MONDAY = 4 * 86_400;

const hour = fc.record({ day: fc.constantFrom(...DAYS), hour: fc.integer({ min: 0, max: HOURS - 1 }) });
const strokes = fc.array(fc.tuple(hour, hour, fc.boolean()), { maxLength: 8 });
const painted = strokes.map((all) =>
  all.reduce<Week>((week, [one, other, on]) => paint(week, one, other, on), EMPTY_WEEK),
);

test("a door takes a command in the painted hours, to the minute, and in no others", () => {
  fc.assert(
    fc.property(painted, fc.integer({ min: 0, max: 7 * 1440 - 1 }), (week, minute) => {
      const schedule = toSchedule(week);
      fc.pre(schedule.length > 0);
      const at = { day: Math.floor(minute / 1440) + 1, hour: Math.floor((minute % 1440) / 60) };
      expect(isWithin(schedule, "UTC0", MONDAY + minute * 60)).toBe(isPainted(week, at));
    }),
  );
});

test("what is painted is a schedule as the protocol has it, unless it is more than a grant takes", () => {
  fc.assert(
    fc.property(painted, (week) => {
      const schedule = toSchedule(week);
      expect(Schedule.safeParse(schedule).success).toBe(schedule.length > 0 && schedule.length <= 14);
    }),
  );
});

test("a stroke goes whichever way it is drawn, and changes nothing beside it", () => {
  fc.assert(
    fc.property(painted, hour, hour, fc.boolean(), hour, (week, one, other, on, looked) => {
      const after = paint(week, one, other, on);
      expect(after).toEqual(paint(week, other, one, on));
      const between = (value: number, a: number, b: number) => (value - a) * (value - b) <= 0;
      const inside = between(looked.day, one.day, other.day) && between(looked.hour, one.hour, other.hour);
      expect(isPainted(after, looked)).toBe(inside ? on : isPainted(week, looked));
    }),
  );
});

test("the same hours of several days are one entry; a whole day ends at 24:00", () => {
  expect(toSchedule(OFFICE_HOURS)).toEqual([{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }]);
  const sunday = paint(EMPTY_WEEK, { day: 7, hour: 0 }, { day: 7, hour: 23 }, true);
  expect(toSchedule(sunday)).toEqual([{ days: [7], from: "00:00", to: "24:00" }]);
});
