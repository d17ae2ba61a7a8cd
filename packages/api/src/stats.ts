import { z } from "zod";

/** The longest time of which figures are told at once, hours: a month. */
export const STATS_HOURS_MAX = 31 * 24;

/** One hour, of all doors that the caller may see. */
export const StatsHour = z.strictObject({
  /** When it begins: milliseconds since the epoch. */
  at: z.int(),
  /** How often a lock went from locked to unlocked, as the doors said. */
  opens: z.int(),
  /** Commands that doors have answered, by how long that took: `count` took `upTo` milliseconds or less, and longer than those before. */
  answered: z.array(z.strictObject({ upTo: z.int(), count: z.int() })),
});
export type StatsHour = z.infer<typeof StatsHour>;

/** Figures of whole hours. An hour in which nothing happened is left out. */
export const Stats = z.strictObject({
  /** The first hour, and the one after the last: milliseconds since the epoch. */
  from: z.int(),
  to: z.int(),
  /** The first hour of which the relay has figures of any door: before, nothing is known. */
  since: z.int().exactOptional(),
  hours: z.array(StatsHour),
  /** How long each door was connected, milliseconds; one that never was is left out. */
  doors: z.array(z.strictObject({ door: z.string(), onlineMs: z.int() })),
});
export type Stats = z.infer<typeof Stats>;
