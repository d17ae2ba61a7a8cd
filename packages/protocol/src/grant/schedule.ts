import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";
import { utcOffset } from "./time-zone.ts";

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/**
 * Hours of some days of the week, by the wall clock of the grant's time zone: `from` counts, `to` no longer does. One
 * that ends at or before it begins goes on into the next day; its days are those on which it begins.
 */
export const ScheduleEntry = z
  .strictObject({
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    days: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(
      z.minLength(1),
      z.maxLength(7),
      z.refine((days) => new Set(days).size === days.length, "a day twice"),
    ),
    from: z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "not a time of day")),
    to: z.string().check(z.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "not a time of day")),
  })
  .check(z.refine(({ from, to }) => from !== to, "it lasts no time; the whole day is 00:00 to 24:00"));
export type ScheduleEntry = z.infer<typeof ScheduleEntry>;

export const Schedule = z.array(ScheduleEntry).check(z.minLength(1), z.maxLength(BOUNDS.scheduleEntries));

/**
 * Whether a schedule allows that moment.
 *
 * @param timeZone a `TimeZone`
 * @param seconds since the epoch
 */
export function isWithin(schedule: readonly ScheduleEntry[], timeZone: string, seconds: number): boolean {
  const local = seconds + utcOffset(timeZone, seconds);
  const minute = Math.floor(local / 60) - Math.floor(local / 86_400) * 1440;
  // Day 0 of the epoch was a Thursday, the fourth day.
  const day = ((((Math.floor(local / 86_400) + 3) % 7) + 7) % 7) + 1;
  const dayBefore = day === 1 ? 7 : day - 1;
  return schedule.some(({ days, from, to }) => {
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    if (begin < end) return days.includes(day) && begin <= minute && minute < end;
    return (days.includes(day) && begin <= minute) || (days.includes(dayBefore) && minute < end);
  });
}
