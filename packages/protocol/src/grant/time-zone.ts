import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";

// POSIX.1-2017, 8.3, without the Jn and n forms of a date, and with the times beyond a day that RFC 8536, 3.3.1 has.
const NAME = "([A-Za-z]{3,8}|<[A-Za-z0-9+-]{3,8}>)";
const OFFSET = "([+-]?(?:2[0-4]|[01]?\\d)(?::[0-5]\\d){0,2})";
const RULE =
  "M(1[0-2]|[1-9])\\.([1-5])\\.([0-6])(?:/([+-]?(?:16[0-7]|1[0-5]\\d|\\d{1,2})(?::[0-5]\\d){0,2}))?";
const PATTERN = new RegExp(`^${NAME}${OFFSET}(?:${NAME}${OFFSET}?,${RULE},${RULE})?$`);

/**
 * A time zone as a POSIX TZ string, which a device can follow without a database of time zones. Dates of daylight
 * saving time are given, in the form `Mm.w.d`: without them every system guesses its own.
 *
 * @example "CET-1CEST,M3.5.0,M10.5.0/3"
 */
export const TimeZone = z
  .string()
  .check(z.maxLength(BOUNDS.timeZoneBytes), z.regex(PATTERN, "not a POSIX TZ string"));

/** A change between standard and daylight saving time, in each year. */
interface Rule {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 4, or 5 for the last. */
  readonly week: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Seconds after midnight of the time that is in force until then. */
  readonly time: number;
}

/** What to add to UTC for local time, in seconds. */
interface Zone {
  readonly standard: number;
  readonly saving?: { readonly offset: number; readonly start: Rule; readonly end: Rule };
}

/**
 * What the time zone adds to UTC at that moment, in seconds.
 *
 * @param seconds since the epoch
 * @throws {TypeError} for what is no `TimeZone`
 */
export function utcOffset(timeZone: string, seconds: number): number {
  const { standard, saving } = parse(timeZone);
  if (!saving) return standard;
  // The last change by then, of the years around: a change may be as much as a week off its date.
  const year = new Date((seconds + standard) * 1000).getUTCFullYear();
  let last = { at: Number.NEGATIVE_INFINITY, offset: standard };
  for (const each of [year - 1, year, year + 1]) {
    for (const change of [
      { at: momentOf(saving.start, each) - standard, offset: saving.offset },
      { at: momentOf(saving.end, each) - saving.offset, offset: standard },
    ]) {
      if (change.at <= seconds && change.at >= last.at) last = change;
    }
  }
  return last.offset;
}

function parse(timeZone: string): Zone {
  const [, , offset, dst, dstOffset, ...rules] = PATTERN.exec(timeZone) ?? [];
  if (offset === undefined) throw new TypeError("not a POSIX TZ string");
  // POSIX counts what to add to local time for UTC.
  const standard = 0 - toSeconds(offset);
  if (dst === undefined) return { standard };
  const [start, end] = [rules.slice(0, 4), rules.slice(4)].map(toRule);
  if (!start || !end) throw new TypeError("not a POSIX TZ string");
  const saving = dstOffset === undefined ? standard + 3600 : 0 - toSeconds(dstOffset);
  return { standard, saving: { offset: saving, start, end } };
}

function toRule([month, week, weekday, time = "2"]: readonly (string | undefined)[]): Rule {
  return { month: Number(month), week: Number(week), weekday: Number(weekday), time: toSeconds(time) };
}

/** `[+-]hh[:mm[:ss]]` */
function toSeconds(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return text.startsWith("-") ? -total : total;
}

/** The moment of a rule as its wall clock shows it, in seconds since the epoch as if that were UTC. */
function momentOf({ month, week, weekday, time }: Rule, year: number): number {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000;
  const daysInMonth = Date.UTC(year, month, 1) / 86_400_000 - first;
  // Day 0 of the epoch was a Thursday.
  const firstWeekday = (((first + 4) % 7) + 7) % 7;
  let day = ((weekday - firstWeekday + 7) % 7) + (week - 1) * 7;
  if (day >= daysInMonth) day -= 7;
  return (first + day) * 86_400 + time;
}
