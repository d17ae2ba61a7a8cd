import type { StatsHour } from "@openlock/api";

export const SPANS = ["day", "week", "month"] as const;
/** What is looked at: the last 24 hours, 7 days or 30 days. */
export type Span = (typeof SPANS)[number];

const HOUR_MS = 3_600_000;
const DAYS: Readonly<Record<Exclude<Span, "day">, number>> = { week: 7, month: 30 };

/** A stretch of time that is one bar or one point. */
export interface Slot {
  readonly from: number;
  /** Its end, not included. */
  readonly to: number;
}

/** A slot with what happened in it. */
export interface Filled extends Slot {
  readonly opens: number;
  /** How long doors took to answer, milliseconds; undefined where none was asked. */
  readonly median: number | undefined;
  /** Nineteen of twenty answered in this time or less. */
  readonly slow: number | undefined;
}

/** The last 24 hours, or days from midnight to midnight where the reader is; the last one has not ended yet. */
export function slotsOf(span: Span, now: number): readonly Slot[] {
  if (span === "day") {
    const last = Math.floor(now / HOUR_MS) * HOUR_MS;
    return Array.from({ length: 24 }, (_, at) => {
      const from = last - (23 - at) * HOUR_MS;
      return { from, to: from + HOUR_MS };
    });
  }
  const days = DAYS[span];
  const today = new Date(now);
  const midnight = (offset: number) =>
    // A day may have 23 or 25 hours.
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset).getTime();
  return Array.from({ length: days }, (_, at) => ({
    from: midnight(at - days + 1),
    to: midnight(at - days + 2),
  }));
}

/** An hour belongs where it begins: a slot that begins at half past one loses half of that hour to the one before. */
export function fill(slots: readonly Slot[], hours: readonly StatsHour[]): readonly Filled[] {
  return slots.map(({ from, to }) => {
    const own = hours.filter(({ at }) => at >= from && at < to);
    const answered = own.flatMap((hour) => hour.answered);
    return {
      ...{ from, to },
      opens: own.reduce((sum, { opens }) => sum + opens, 0),
      median: percentile(answered, 0.5),
      slow: percentile(answered, 0.95),
    };
  });
}

/** The time within which this part of all answers came, as far as steps tell. @param part 0…1 */
export function percentile(answered: StatsHour["answered"], part: number): number | undefined {
  const all = answered.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const { upTo, count } of answered.toSorted((a, b) => a.upTo - b.upTo)) {
    seen += count;
    if (seen > 0 && seen >= part * all) return upTo;
  }
  return undefined;
}
