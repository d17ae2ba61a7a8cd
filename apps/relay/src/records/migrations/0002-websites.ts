import type { Kysely, Migration } from "kysely";

/** Websites that people sign in at, API keys of programs, and signing keys that change. */
export const websites: Migration = {
  async up(db: Kysely<unknown>) {
    const create = (table: string) => db.schema.createTable(table);
    await create("websites")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("origin", "text", (c) => c.notNull().unique())
      .addColumn("token", "text", (c) => c.notNull())
      .addColumn("added_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("checks", "integer", (c) => c.notNull())
      .addColumn("checked_at", "bigint")
      .addColumn("verified_at", "bigint")
      .addColumn("proof", "text")
      .addColumn("failing_since", "bigint")
      .addColumn("failed_checks", "integer", (c) => c.notNull())
      .addColumn("failure", "text")
      .addColumn("next_check_at", "bigint")
      .execute();
    await create("api_keys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("key_hash", "text", (c) => c.notNull().unique())
      .addColumn("doors", "text", (c) => c.notNull())
      .addColumn("uses", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint")
      .addColumn("last_used_at", "bigint")
      .execute();
    await create("signing_keys")
      .addColumn("kid", "text", (c) => c.primaryKey())
      .addColumn("jwk", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("retired_at", "bigint")
      .execute();
    await db.schema
      .alterTable("families")
      .addColumn("website_id", "text", (c) => c.references("websites.id").onDelete("cascade"))
      .execute();
    await db.schema.createIndex("websites_due").on("websites").column("next_check_at").execute();
    await db.schema.createIndex("families_website").on("families").column("website_id").execute();
    // The one signing key of before. Its tokens end within minutes, and pages then get new ones by themselves.
    await (db as Kysely<{ settings: { name: string } }>)
      .deleteFrom("settings")
      .where("name", "=", "access-token-key")
      .execute();
  },
};
