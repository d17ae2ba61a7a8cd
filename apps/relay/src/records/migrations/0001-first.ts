import { type Kysely, type Migration, sql } from "kysely";
import type { Dialect } from "../database.ts";

/** Everything of the first release. */
export function first(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const create = (table: string) => db.schema.createTable(table);
      await create("people")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("email", "text", (c) => c.notNull().unique())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("role", "text", (c) => c.notNull())
        .addColumn("all_doors", "integer", (c) => c.notNull())
        .addColumn("door_ids", "text", (c) => c.notNull())
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .execute();
      await create("sign_in_codes")
        .addColumn("email", "text", (c) => c.primaryKey())
        .addColumn("code_hash", "text", (c) => c.notNull())
        .addColumn("expires_at", "bigint", (c) => c.notNull())
        .addColumn("tries", "integer", (c) => c.notNull())
        .execute();
      await create("families")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("person_id", "text", (c) => c.notNull().references("people.id").onDelete("cascade"))
        .addColumn("user_agent", "text", (c) => c.notNull())
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .addColumn("expires_at", "bigint", (c) => c.notNull())
        .execute();
      await create("refresh_tokens")
        .addColumn("token_hash", "text", (c) => c.primaryKey())
        .addColumn("family_id", "text", (c) => c.notNull().references("families.id").onDelete("cascade"))
        .addColumn("rotated", "integer", (c) => c.notNull())
        .execute();
      await create("doors")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .addColumn("claim_hash", "text")
        .addColumn("claim_expires_at", "bigint")
        .addColumn("kid", "text")
        .addColumn("device", "text")
        .execute();
      await create("banned_keys")
        .addColumn("kid", "text", (c) => c.primaryKey())
        .addColumn("reason", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .execute();
      await create("audit")
        // AUTOINCREMENT never gives a number twice, even after rows at the end were deleted.
        .addColumn(
          "seq",
          dialect === "sqlite"
            ? sql`integer primary key autoincrement`
            : sql`bigint generated always as identity primary key`,
        )
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("actor_kind", "text", (c) => c.notNull())
        .addColumn("actor_id", "text")
        .addColumn("actor_label", "text")
        .addColumn("ip", "text")
        .addColumn("action", "text", (c) => c.notNull())
        .addColumn("door", "text")
        .addColumn("outcome", "text", (c) => c.notNull())
        .addColumn("code", "text")
        .addColumn("ref", "text")
        .addColumn("command_hash", "text")
        .addColumn("detail", "text")
        .execute();
      await create("settings")
        .addColumn("name", "text", (c) => c.primaryKey())
        .addColumn("value", "text", (c) => c.notNull())
        .execute();
      await db.schema.createIndex("audit_door").on("audit").columns(["door", "seq"]).execute();
      await db.schema.createIndex("audit_actor").on("audit").columns(["actor_id", "seq"]).execute();
      await db.schema.createIndex("audit_ref").on("audit").column("ref").execute();
      await db.schema.createIndex("audit_at").on("audit").column("at").execute();
      await db.schema.createIndex("families_person").on("families").column("person_id").execute();
      await db.schema.createIndex("refresh_tokens_family").on("refresh_tokens").column("family_id").execute();
    },
  };
}
