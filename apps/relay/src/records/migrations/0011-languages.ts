import type { Kysely, Migration } from "kysely";

/** What people read their mails in: English until they have been here in another language. */
export const languages: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("people")
      .addColumn("language", "text", (c) => c.notNull().defaultTo("en"))
      .execute();
  },
};
