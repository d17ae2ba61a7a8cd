import { AUDIT_COLUMNS, CHAIN_START, COMMIT_ROWS_MAX, commitText, linkText } from "@openlock/api";
import { type Kysely, type Migration, sql } from "kysely";
import { sha256Hex } from "../../crypto/hash.ts";
import type { Dialect } from "../database.ts";
import type { Schema } from "../schema.ts";

/** The audit becomes a chain; rows of before are chained as they are. */
export function auditChain(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<Schema>) {
      await db.schema.alterTable("audit").addColumn("chain", "text").execute();
      await db.schema
        .createTable("audit_checkpoints")
        .addColumn("seq", "bigint", (c) => c.notNull())
        .addColumn("kind", "text", (c) => c.notNull())
        .addColumn("chain", "text", (c) => c.notNull())
        .addColumn("at", "bigint", (c) => c.notNull())
        .addColumn("jws", "text", (c) => c.notNull())
        .addPrimaryKeyConstraint("audit_checkpoints_pk", ["seq", "kind"])
        .execute();
      await chainRows(db);
      if (dialect === "postgres") await createAppend(db);
    },
  };
}

/** In runs of rows that follow one another, each as one commit. */
async function chainRows(db: Kysely<Schema>): Promise<void> {
  let { seq: after, chain } = CHAIN_START;
  for (;;) {
    const rows = await db
      .selectFrom("audit")
      .select(["seq", ...AUDIT_COLUMNS])
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(COMMIT_ROWS_MAX)
      .execute();
    const [head] = rows;
    if (!head) return;
    const first = head.seq;
    const run = rows.filter(({ seq }, at) => seq === first + at);
    after = first + run.length - 1;
    const values = run.map((row) => AUDIT_COLUMNS.map((name) => row[name]));
    chain = sha256Hex(linkText(chain, first, commitText(values)));
    await db.updateTable("audit").set({ chain }).where("seq", "=", after).execute();
  }
}

/**
 * PostgreSQL's append: in turn on every node, so that the chain is one, rows of one call stand together, and a reader
 * that saw a row sees all before it. The lock is had before the end is read, which a single statement could not do: it
 * sees the rows of the moment at which it began to wait. Let go when all is durable.
 */
async function createAppend(db: Kysely<Schema>): Promise<void> {
  await sql`alter table audit alter column seq drop identity`.execute(db);
  const columns = sql.raw(AUDIT_COLUMNS.join(", "));
  const values = sql.raw(
    AUDIT_COLUMNS.map((name, at) => (name === "at" ? `(value ->> ${at})::bigint` : `value ->> ${at}`)).join(
      ", ",
    ),
  );
  await sql`
    create function audit_append(entries text) returns bigint language plpgsql as $$
    declare
      start text;
      first bigint;
      link text;
    begin
      perform pg_advisory_xact_lock(hashtextextended('audit', 0));
      select coalesce((select seq from audit order by seq desc limit 1), 0) + 1,
        coalesce((select chain from audit where chain is not null order by seq desc limit 1), ${sql.lit(CHAIN_START.chain)})
        into first, start;
      link := encode(sha256(convert_to(start || ' ' || first || ' ' || entries, 'UTF8')), 'hex');
      insert into audit (seq, ${columns}, chain)
        select first + n - 1, ${values}, case when n = jsonb_array_length(entries::jsonb) then link end
        from jsonb_array_elements(entries::jsonb) with ordinality as entry (value, n);
      return first;
    end $$`.execute(db);
}
