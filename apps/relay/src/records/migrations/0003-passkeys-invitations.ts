import { type Kysely, type Migration, sql } from "kysely";

/** Passkeys, invitations, and what people see of their sign-ins. */
export const passkeysAndInvitations: Migration = {
  async up(db: Kysely<unknown>) {
    const create = (table: string) => db.schema.createTable(table);
    await create("passkeys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("credential_id", "text", (c) => c.notNull().unique())
      .addColumn("person_id", "text", (c) => c.notNull().references("people.id").onDelete("cascade"))
      .addColumn("public_key", "text", (c) => c.notNull())
      .addColumn("counter", "bigint", (c) => c.notNull())
      .addColumn("transports", "text", (c) => c.notNull())
      .addColumn("backup_eligible", "integer", (c) => c.notNull())
      .addColumn("backed_up", "integer", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .execute();
    await create("passkey_challenges")
      .addColumn("challenge_hash", "text", (c) => c.primaryKey())
      // Whose passkey it is to make; null where it is to sign in with.
      .addColumn("person_id", "text", (c) => c.references("people.id").onDelete("cascade"))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await create("invitations")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("token_hash", "text", (c) => c.notNull().unique())
      .addColumn("email", "text", (c) => c.notNull())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("all_doors", "integer", (c) => c.notNull())
      .addColumn("door_ids", "text", (c) => c.notNull())
      .addColumn("invited_by", "text", (c) => c.notNull())
      .addColumn("sent_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .alterTable("families")
      .addColumn("last_used_at", "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable("families").addColumn("ip", "text").execute();
    await sql`update families set last_used_at = created_at`.execute(db);
    const index = (table: string, column: string) =>
      db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
    await index("passkeys", "person_id");
    await index("passkey_challenges", "expires_at");
    await index("invitations", "email");
  },
};
