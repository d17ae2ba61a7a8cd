import type { Kysely, Migration } from "kysely";

/**
 * When a refresh token was rotated away, so that it can be forgotten once it would have expired anyway. Of those that
 * were rotated before nobody knows; they count as rotated now.
 */
export const rotatedAt: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("refresh_tokens").addColumn("rotated_at", "bigint").execute();
    const tokens = db.withTables<{ refresh_tokens: { rotated: number; rotated_at: number | null } }>();
    await tokens
      .updateTable("refresh_tokens")
      .set({ rotated_at: Date.now() })
      .where("rotated", "=", 1)
      .execute();
  },
};
