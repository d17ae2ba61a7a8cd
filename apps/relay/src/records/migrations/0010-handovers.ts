import type { Kysely, Migration } from "kysely";

/** What owners have signed about doors that got another board. */
export const handovers: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("handovers")
      .addColumn("door", "text", (c) => c.notNull())
      .addColumn("from_kid", "text", (c) => c.notNull())
      .addColumn("to_kid", "text", (c) => c.notNull())
      .addColumn("jws", "text", (c) => c.notNull())
      .addColumn("public_key", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("signed_by", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("handovers_key", ["door", "from_kid", "to_kid"])
      .execute();
  },
};
