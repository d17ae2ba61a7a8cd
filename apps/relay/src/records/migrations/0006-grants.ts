import { type Kysely, type Migration, sql } from "kysely";
import type { Dialect } from "../database.ts";

/** Grants, the requests they answer, and what is known of doors' owner keys (protocol, section 9). */
export function grants(dialect: Dialect): Migration {
  const numbered =
    dialect === "sqlite"
      ? sql`integer primary key autoincrement`
      : sql`bigint generated always as identity primary key`;
  return {
    async up(db: Kysely<unknown>) {
      const create = (table: string) => db.schema.createTable(table);
      await create("grant_requests")
        .addColumn("id", numbered)
        .addColumn("door", "text", (c) => c.notNull())
        .addColumn("kid", "text", (c) => c.notNull())
        .addColumn("public_key", "text", (c) => c.notNull())
        .addColumn("person_id", "text", (c) => c.notNull())
        .addColumn("person_label", "text", (c) => c.notNull())
        .addColumn("note", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("state", "text", (c) => c.notNull())
        .addColumn("decided_at", "bigint")
        .addColumn("decided_by", "text")
        .addColumn("reason", "text")
        .execute();
      // No foreign keys: a grant goes on at its door when a person or a door is removed here, so it must not be forgotten.
      await create("grants")
        .addColumn("seq", numbered)
        .addColumn("jti", "text", (c) => c.notNull().unique())
        .addColumn("door", "text", (c) => c.notNull())
        .addColumn("kid", "text", (c) => c.notNull())
        .addColumn("owner_kid", "text", (c) => c.notNull())
        .addColumn("person_id", "text", (c) => c.notNull())
        .addColumn("person_label", "text", (c) => c.notNull())
        .addColumn("jws", "text", (c) => c.notNull())
        .addColumn("nbf", "bigint", (c) => c.notNull())
        .addColumn("exp", "bigint", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("approved_by", "text", (c) => c.notNull())
        .addColumn("revocation_asked_at", "bigint")
        .addColumn("revocation_asked_by", "text")
        .addColumn("revocation_confirmed_at", "bigint")
        .addColumn("revocation_command", "text")
        .execute();
      await create("owner_keys")
        .addColumn("door", "text", (c) => c.notNull())
        .addColumn("kid", "text", (c) => c.notNull())
        .addColumn("public_key", "text", (c) => c.notNull())
        .addColumn("name", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addPrimaryKeyConstraint("owner_keys_key", ["door", "kid"])
        .execute();
      const index = (name: string, table: string, columns: string[]) =>
        db.schema.createIndex(name).on(table).columns(columns).execute();
      await index("grant_requests_door", "grant_requests", ["door", "id"]);
      await index("grant_requests_person", "grant_requests", ["person_id", "id"]);
      await index("grant_requests_state", "grant_requests", ["state", "id"]);
      await index("grants_door", "grants", ["door", "seq"]);
      await index("grants_person", "grants", ["person_id", "door", "seq"]);
      await index("grants_kid", "grants", ["kid", "seq"]);
    },
  };
}
