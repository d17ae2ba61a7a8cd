import { AUDIT_COLUMNS } from "@openlock/api";
import type { Database } from "./database.ts";
import type { AuditChainRecords } from "./records.ts";

export function auditChainRecords({ db }: Database): AuditChainRecords {
  const checkpoints = () => db.selectFrom("audit_checkpoints").selectAll();
  return {
    async end() {
      const row = await db
        .selectFrom("audit")
        .select(["seq", "chain"])
        .where("chain", "is not", null)
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined || row.chain === null ? undefined : { seq: row.seq, chain: row.chain };
    },

    async rows(after, limit) {
      const rows = await db
        .selectFrom("audit")
        .select(["seq", "chain", ...AUDIT_COLUMNS])
        .where("seq", ">", after)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        seq: row.seq,
        chain: row.chain,
        values: AUDIT_COLUMNS.map((name) => row[name]),
      }));
    },

    async putCheckpoint(checkpoint) {
      await db
        .insertInto("audit_checkpoints")
        .values(checkpoint)
        .onConflict((conflict) => conflict.columns(["seq", "kind"]).doNothing())
        .execute();
    },

    start: () => checkpoints().where("kind", "=", "start").orderBy("seq", "desc").limit(1).executeTakeFirst(),

    checkpoints: (after, limit) =>
      checkpoints().where("seq", ">", after).orderBy("seq").orderBy("kind").limit(limit).execute(),

    lastCheckpoint: () => checkpoints().orderBy("seq", "desc").limit(1).executeTakeFirst(),

    async remove(through, limit) {
      const oldest = db
        .selectFrom("audit")
        .select("seq")
        .where("seq", "<=", through)
        .orderBy("seq")
        .limit(limit);
      const { numDeletedRows } = await db.deleteFrom("audit").where("seq", "in", oldest).executeTakeFirst();
      await db.deleteFrom("audit_checkpoints").where("seq", "<", through).execute();
      return Number(numDeletedRows);
    },
  };
}
