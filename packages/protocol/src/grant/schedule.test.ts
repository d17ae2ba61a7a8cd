import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithin, type ScheduleEntry } from "./schedule.ts";
import { utcOffset } from "./time-zone.ts";

// What the tz database has for each from 2026 on, and its POSIX TZ string (RFC 8536, 3.3).
const ZONES = {
  "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3",
  "Europe/Dublin": "IST-1GMT0,M10.5.0,M3.5.0/1",
  "America/New_York": "EST5EDT,M3.2.0,M11.1.0",
  "America/St_Johns": "NST3:30NDT,M3.2.0,M11.1.0",
  "America/Santiago": "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
  "Australia/Lord_Howe": "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
  "Pacific/Auckland": "NZST-12NZDT,M9.5.0,M4.1.0/3",
  "Asia/Jerusalem": "IST-2IDT,M3.4.4/26,M10.5.0",
  "Asia/Kathmandu": "<+0545>-5:45",
  UTC: "UTC0",
};

const clocks = new Map(
  Object.keys(ZONES).map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-US", {
      ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", weekday: "short" },
    }),
  ]),
);

/** The wall clock as the platform's own tz database has it. */
function wallClock(zone: string, seconds: number) {
  const parts = clocks.get(zone)?.formatToParts(seconds * 1000) ?? [];
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"]
    .map(of)
    .map(Number) as [number, number, number, number, number, number];
  return {
    offset: Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds,
    day: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(of("weekday")) + 1,
    minute: hour * 60 + minute,
  };
}

const from = Date.UTC(2026, 0, 1) / 1000;
const moments = fc.integer({ min: from, max: Date.UTC(2036, 11, 31) / 1000 });
const zones = fc.constantFrom(...Object.entries(ZONES));

describe("against the platform's time zones", () => {
  test("the offset at any moment", () => {
    fc.assert(
      fc.property(zones, moments, ([zone, tz], seconds) => {
        expect(utcOffset(tz, seconds)).toBe(wallClock(zone, seconds).offset);
      }),
      { numRuns: 3000 },
    );
  });

  test("the offset at every half hour of the days around a change", () => {
    for (const [zone, tz] of Object.entries(ZONES)) {
      for (let day = from; day < from + 366 * 86_400; day += 86_400) {
        if (utcOffset(tz, day) === utcOffset(tz, day + 86_400)) continue;
        for (let seconds = day; seconds <= day + 86_400; seconds += 1800) {
          for (const moment of [seconds - 1, seconds]) {
            expect(utcOffset(tz, moment), `${zone} ${moment}`).toBe(wallClock(zone, moment).offset);
          }
        }
      }
    }
  });

  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const entries = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      begin: fc.nat({ max: 1439 }),
      end: fc.nat({ max: 1440 }),
    })
    .filter(({ begin, end }) => begin !== end);

  test("a schedule allows what the wall clock shows", () => {
    fc.assert(
      fc.property(
        zones,
        moments,
        fc.array(entries, { minLength: 1, maxLength: 4 }),
        ([zone, tz], seconds, all) => {
          const wall = wallClock(zone, seconds);
          const before = ((wall.day + 5) % 7) + 1;
          // Minutes since the day that an entry begins on, today's and yesterday's.
          const expected = all.some(({ days, begin, end }) => {
            const length = (end > begin ? end : end + 1440) - begin;
            const since = (day: number, minute: number) =>
              days.includes(day) && minute >= begin && minute < begin + length;
            return since(wall.day, wall.minute) || since(before, wall.minute + 1440);
          });
          const schedule: ScheduleEntry[] = all.map(({ days, begin, end }) => ({
            ...{ days, from: clock(begin), to: clock(end) },
          }));
          expect(isWithin(schedule, tz, seconds)).toBe(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
