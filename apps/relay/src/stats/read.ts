import { STATS_HOURS_MAX, type Stats, type StatsHour } from "@openlock/api";
import type { DoorScope, Records } from "../records/records.ts";
import { upTo } from "./answer-times.ts";
import { ANSWERED, HOUR_MS, ONLINE, OPENS } from "./tallies.ts";

/**
 * Figures of the whole hours that a time touches; of at most {@link STATS_HOURS_MAX}, its last ones.
 *
 * @param time milliseconds since the epoch
 */
export async function readStats(
  { doorStats }: Pick<Records, "doorStats">,
  time: { readonly from: number; readonly to: number },
  scope: DoorScope,
): Promise<Stats> {
  const to = Math.ceil(time.to / HOUR_MS) * HOUR_MS;
  const from = Math.max(Math.floor(time.from / HOUR_MS) * HOUR_MS, to - STATS_HOURS_MAX * HOUR_MS);
  const range = { from, to, scope };
  const [since, sums, doors] = await Promise.all([
    doorStats.first(),
    doorStats.byHour(range, ONLINE),
    doorStats.byDoor(range, ONLINE),
  ]);
  const hours = new Map<number, StatsHour>();
  for (const { hour, measure, value } of sums) {
    const told = hours.get(hour) ?? { at: hour, opens: 0, answered: [] };
    hours.set(hour, told);
    if (measure === OPENS) told.opens = value;
    if (measure.startsWith(ANSWERED)) {
      told.answered.push({ upTo: upTo(Number(measure.slice(ANSWERED.length))), count: value });
    }
  }
  for (const { answered } of hours.values()) answered.sort((a, b) => a.upTo - b.upTo);
  return {
    from,
    to,
    ...(since === undefined ? {} : { since }),
    hours: [...hours.values()],
    // Two nodes may both have counted the minute in which a door went from one to the other.
    doors: doors.map(({ door, value }) => ({ door, onlineMs: Math.min(value, to - from) })),
  };
}
