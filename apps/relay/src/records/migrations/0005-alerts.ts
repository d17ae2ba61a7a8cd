import { type Kysely, type Migration, sql } from "kysely";
import type { Dialect } from "../database.ts";

/** Alerts, who is told of them, and what is still to be delivered. */
export function alerts(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const create = (table: string) => db.schema.createTable(table);
      await create("alert_marks")
        .addColumn("name", "text", (c) => c.primaryKey())
        .addColumn("value", "bigint", (c) => c.notNull())
        .execute();
      // What was written down before there were alerts is not told of now.
      await sql`insert into alert_marks (name, value)
        select 'audit', coalesce(max(seq), 0) from audit`.execute(db);
      await create("alert_groups")
        .addColumn("key", "text", (c) => c.primaryKey())
        .addColumn("seen_since", "bigint", (c) => c.notNull())
        .addColumn("seen", "integer", (c) => c.notNull())
        .addColumn("quiet_until", "bigint", (c) => c.notNull())
        .addColumn("held", "integer", (c) => c.notNull())
        .addColumn("latest", "text", (c) => c.notNull())
        .execute();
      await create("missing_doors")
        .addColumn("door", "text", (c) => c.primaryKey().references("doors.id").onDelete("cascade"))
        .addColumn("since", "bigint", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .execute();
      await create("alerts")
        .addColumn(
          "seq",
          dialect === "sqlite"
            ? sql`integer primary key autoincrement`
            : sql`bigint generated always as identity primary key`,
        )
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("door", "text")
        .addColumn("door_name", "text")
        .addColumn("count", "integer", (c) => c.notNull())
        .addColumn("detail", "text", (c) => c.notNull())
        .execute();
      await create("alert_subscriptions")
        .addColumn("person_id", "text", (c) => c.primaryKey().references("people.id").onDelete("cascade"))
        .addColumn("kinds", "text", (c) => c.notNull())
        .addColumn("doors", "text", (c) => c.notNull())
        .execute();
      await create("webhooks")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("url", "text", (c) => c.notNull())
        .addColumn("kinds", "text", (c) => c.notNull())
        .addColumn("doors", "text", (c) => c.notNull())
        .addColumn("enabled", "integer", (c) => c.notNull())
        .addColumn("secret", "text", (c) => c.notNull())
        .addColumn("previous_secret", "text")
        .addColumn("previous_until", "bigint")
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .execute();
      await create("alert_deliveries")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("person_id", "text", (c) => c.references("people.id").onDelete("cascade"))
        .addColumn("webhook_id", "text", (c) => c.references("webhooks.id").onDelete("cascade"))
        .addColumn("message", "text", (c) => c.notNull())
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("next_at", "bigint", (c) => c.notNull())
        .addColumn("attempts", "text", (c) => c.notNull())
        .execute();
      const index = (name: string, table: string, columns: string[]) =>
        db.schema.createIndex(name).on(table).columns(columns).execute();
      await index("alerts_at", "alerts", ["at"]);
      await index("alert_deliveries_due", "alert_deliveries", ["state", "next_at"]);
      await index("alert_deliveries_webhook", "alert_deliveries", ["webhook_id", "created_at"]);
      await index("alert_deliveries_person", "alert_deliveries", ["person_id"]);
    },
  };
}
