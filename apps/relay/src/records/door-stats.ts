import type { DoorId } from "@openlock/protocol";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { DoorScope } from "./records.ts";

/** What one door did in one hour. */
export interface DoorStat {
  /** When the hour begins: milliseconds since the epoch. */
  readonly hour: number;
  readonly door: DoorId;
  readonly measure: string;
  readonly value: number;
}

export interface StatsRange {
  /** The first hour, and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly scope: DoorScope;
}

/** Sums by hour, door and measure. They are of interest, not of record: the audit is elsewhere. */
export interface DoorStatRecords {
  /** Adds to what is there already, whichever node wrote it. */
  add(stats: readonly DoorStat[]): Promise<void>;
  /** Sums over all doors of the scope, the oldest hour first; without `except`. */
  byHour(range: StatsRange, except: string): Promise<readonly Pick<DoorStat, "hour" | "measure" | "value">[]>;
  /** Sums of one measure over all hours. */
  byDoor(range: StatsRange, measure: string): Promise<readonly Pick<DoorStat, "door" | "value">[]>;
  /** The first hour of which anything is known. */
  first(): Promise<number | undefined>;
  /** Forgets hours of before. */
  forget(before: number): Promise<void>;
}

/** Rows of one statement. */
const CHUNK = 500;

export function doorStatRecords({ db }: Database): DoorStatRecords {
  const within = ({ from, to, scope }: StatsRange) => {
    const query = db.selectFrom("door_stats").where("hour", ">=", from).where("hour", "<", to);
    return scope.all ? query : query.where("door", "in", scope.ids);
  };
  const reachesNone = ({ scope }: StatsRange) => !scope.all && scope.ids.length === 0;
  // PostgreSQL's sum of whole numbers has no bound of its own, and comes as text.
  const total = sql<number>`cast(sum(value) as bigint)`.as("value");
  return {
    async add(stats) {
      // In one order, so that two nodes never wait for each other's rows.
      const rows = stats.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
      for (let at = 0; at < rows.length; at += CHUNK) {
        await db
          .insertInto("door_stats")
          .values(rows.slice(at, at + CHUNK))
          .onConflict((conflict) =>
            conflict
              .columns(["hour", "door", "measure"])
              .doUpdateSet({ value: sql`door_stats.value + excluded.value` }),
          )
          .execute();
      }
    },

    async byHour(range, except) {
      if (reachesNone(range)) return [];
      return await within(range)
        .where("measure", "!=", except)
        .select(["hour", "measure", total])
        .groupBy(["hour", "measure"])
        .orderBy("hour")
        .execute();
    },

    async byDoor(range, measure) {
      if (reachesNone(range)) return [];
      return await within(range)
        .where("measure", "=", measure)
        .select(["door", total])
        .groupBy("door")
        .orderBy("door")
        .execute();
    },

    async first() {
      const { hour } = await db
        .selectFrom("door_stats")
        .select(({ fn }) => fn.min("hour").as("hour"))
        .executeTakeFirstOrThrow();
      return hour ?? undefined;
    },

    async forget(before) {
      await db.deleteFrom("door_stats").where("hour", "<", before).execute();
    },
  };
}

function orderOf({ hour, door, measure }: DoorStat): string {
  return `${hour} ${door} ${measure}`;
}
