import { type Kysely, type Migration, sql } from "kysely";
import type { Dialect } from "../database.ts";

/** What doors did in each hour, as sums: a chart of a month must not read the audit of a month. */
export function doorStats(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const table = db.schema
        .createTable("door_stats")
        .addColumn("hour", "bigint", (c) => c.notNull())
        .addColumn("door", "text", (c) => c.notNull())
        .addColumn("measure", "text", (c) => c.notNull())
        .addColumn("value", "bigint", (c) => c.notNull())
        .addPrimaryKeyConstraint("door_stats_pk", ["hour", "door", "measure"]);
      await (dialect === "sqlite" ? table.modifyEnd(sql`without rowid`) : table).execute();
    },
  };
}
