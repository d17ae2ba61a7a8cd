import { type Kysely, type Migration, sql } from "kysely";
import type { Dialect } from "../database.ts";

/** Releases with their images, the keys that sign them, and rollouts (protocol, section 5). */
export function releases(dialect: Dialect): Migration {
  const numbered =
    dialect === "sqlite"
      ? sql`integer primary key autoincrement`
      : sql`bigint generated always as identity primary key`;
  return {
    async up(db: Kysely<unknown>) {
      const create = (table: string) => db.schema.createTable(table);
      await create("release_keys")
        .addColumn("kid", "text", (c) => c.primaryKey())
        .addColumn("public_key", "text", (c) => c.notNull())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .execute();
      await create("releases")
        .addColumn("id", "text", (c) => c.primaryKey())
        .addColumn("manifest", "text", (c) => c.notNull())
        .addColumn("version", "text", (c) => c.notNull())
        .addColumn("chip", "text", (c) => c.notNull())
        .addColumn("size", "integer", (c) => c.notNull())
        .addColumn("sha256", "text", (c) => c.notNull())
        .addColumn("minimum", "text")
        .addColumn("allow_downgrade", "text")
        .addColumn("signed_at", "bigint", (c) => c.notNull())
        .addColumn("kid", "text", (c) => c.notNull())
        .addColumn("checked", "integer", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("uploaded_by", "text", (c) => c.notNull())
        .execute();
      await create("image_chunks")
        .addColumn("release", "text", (c) => c.notNull().references("releases.id").onDelete("cascade"))
        .addColumn("number", "integer", (c) => c.notNull())
        .addColumn("bytes", dialect === "sqlite" ? "blob" : "bytea", (c) => c.notNull())
        .addPrimaryKeyConstraint("image_chunks_key", ["release", "number"])
        .execute();
      // A rollout keeps what it says of its release, which may be removed when it is over.
      await create("rollouts")
        .addColumn("id", numbered)
        .addColumn("release", "text", (c) => c.notNull())
        .addColumn("version", "text", (c) => c.notNull())
        .addColumn("chip", "text", (c) => c.notNull())
        .addColumn("sha256", "text", (c) => c.notNull())
        .addColumn("plan", "text", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("reason", "text")
        .addColumn("stage", "integer", (c) => c.notNull())
        .addColumn("soak_until", "bigint")
        .addColumn("created_at", "bigint", (c) => c.notNull())
        .addColumn("created_by", "text", (c) => c.notNull())
        .addColumn("ended_at", "bigint")
        .addColumn("next_at", "bigint", (c) => c.notNull())
        .execute();
      await create("rollout_doors")
        .addColumn("rollout", "bigint", (c) => c.notNull().references("rollouts.id").onDelete("cascade"))
        .addColumn("door", "text", (c) => c.notNull().references("doors.id").onDelete("cascade"))
        .addColumn("position", "integer", (c) => c.notNull())
        .addColumn("stage", "integer", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("from_version", "text", (c) => c.notNull())
        .addColumn("tries", "integer", (c) => c.notNull())
        .addColumn("offer", "text")
        .addColumn("boot", "text")
        .addColumn("phase", "text")
        .addColumn("percent", "integer")
        .addColumn("why", "text")
        .addColumn("worse", "integer", (c) => c.notNull())
        .addColumn("excused", "integer", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("next_at", "bigint", (c) => c.notNull())
        .addPrimaryKeyConstraint("rollout_doors_key", ["rollout", "door"])
        .execute();
      const index = (name: string, table: string, columns: string[]) =>
        db.schema.createIndex(name).on(table).columns(columns).execute();
      await index("rollouts_due", "rollouts", ["state", "next_at"]);
      await index("rollout_doors_order", "rollout_doors", ["rollout", "position"]);
      await index("rollout_doors_door", "rollout_doors", ["door", "state"]);
    },
  };
}
