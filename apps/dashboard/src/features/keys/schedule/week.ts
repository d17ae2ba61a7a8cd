import type { ScheduleEntry } from "@openlock/client/grants";

/** The hours of a week that are painted, from Monday's first (0) to Sunday's last (167). */
export type Week = readonly boolean[];

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const HOURS = 24;

/** An hour of a day; `day` is 1 for Monday to 7 for Sunday, `hour` 0 to 23. */
export interface Hour {
  readonly day: number;
  readonly hour: number;
}

export const EMPTY_WEEK: Week = Array<boolean>(DAYS.length * HOURS).fill(false);
export const OFFICE_HOURS: Week = paint(EMPTY_WEEK, { day: 1, hour: 8 }, { day: 5, hour: 17 }, true);

export function isPainted(week: Week, { day, hour }: Hour): boolean {
  return week[(day - 1) * HOURS + hour] ?? false;
}

/** The week with the rectangle between two hours painted, or wiped. */
export function paint(week: Week, one: Hour, other: Hour, on: boolean): Week {
  const within = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return week.map((painted, index) => {
    const day = Math.floor(index / HOURS) + 1;
    const hour = index % HOURS;
    return within(day, one.day, other.day) && within(hour, one.hour, other.hour) ? on : painted;
  });
}

/**
 * The painted hours as a grant says them: the same hours of several days are one entry. None goes over midnight, so an
 * evening that does is two.
 */
export function toSchedule(week: Week): ScheduleEntry[] {
  const byHours = new Map<string, ScheduleEntry>();
  for (const day of DAYS) {
    for (const { from, to } of rangesOf(week, day)) {
      const entry = byHours.get(`${from} ${to}`) ?? { days: [], from, to };
      byHours.set(`${from} ${to}`, { ...entry, days: [...entry.days, day] });
    }
  }
  return [...byHours.values()];
}

function rangesOf(week: Week, day: number): { readonly from: string; readonly to: string }[] {
  const ranges: { from: string; to: string }[] = [];
  let begin: number | undefined;
  for (let hour = 0; hour <= HOURS; hour++) {
    const painted = hour < HOURS && isPainted(week, { day, hour });
    if (painted) begin ??= hour;
    else if (begin !== undefined) {
      ranges.push({ from: clock(begin), to: clock(hour) });
      begin = undefined;
    }
  }
  return ranges;
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
