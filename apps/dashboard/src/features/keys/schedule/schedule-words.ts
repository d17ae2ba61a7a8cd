import type { ScheduleEntry } from "@openlock/client/grants";
import { languageStore } from "../../../i18n/language.ts";

export function shortDay(day: number): string {
  return weekday(day, "short");
}

export function longDay(day: number): string {
  return weekday(day, "long");
}

/** For where there is room for no more than a letter. */
export function narrowDay(day: number): string {
  return weekday(day, "narrow");
}

function weekday(day: number, weekday: "narrow" | "short" | "long"): string {
  // 1 January 2024 was a Monday.
  return new Date(Date.UTC(2024, 0, day)).toLocaleDateString(languageStore.getState().locale, {
    ...{ weekday, timeZone: "UTC" },
  });
}

/** A schedule in words, an entry each: `Mon–Fri 08:00–18:00`. */
export function scheduleWords(schedule: readonly Pick<ScheduleEntry, "days" | "from" | "to">[]): string[] {
  return schedule.map(({ days, from, to }) => `${daysWords(days)} ${from}–${to}`);
}

/** Three days or more in a row are said by the first and the last. */
function daysWords(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) =>
      run.length > 2 ? [`${shortDay(run[0] ?? 1)}–${shortDay(run.at(-1) ?? 7)}`] : run.map(shortDay),
    )
    .join(", ");
}
