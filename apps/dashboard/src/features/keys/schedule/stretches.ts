import type { ScheduleEntry } from "@openlock/client/grants";

/** A part of a day, in minutes after its midnight: `from` counts, `to` no longer does. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const DAY_MINUTES = 1440;

/** When a schedule counts on a day. What goes over midnight is on the day after it, too. */
export function stretchesOf(schedule: readonly ScheduleEntry[], day: number): readonly Stretch[] {
  const dayBefore = day === 1 ? 7 : day - 1;
  return schedule.flatMap(({ days, from, to }) => {
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    if (begin < end) return days.includes(day) ? [{ from: begin, to: end }] : [];
    return [
      ...(days.includes(day) ? [{ from: begin, to: DAY_MINUTES }] : []),
      ...(days.includes(dayBefore) && end > 0 ? [{ from: 0, to: end }] : []),
    ];
  });
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
