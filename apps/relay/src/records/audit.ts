import { type Insertable, type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import type { AuditActor, AuditEntry, AuditRecords, AuditRow } from "./records.ts";
import type { Schema } from "./schema.ts";

export const AuditDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const Outcome = z.enum(["begun", "done", "refused", "failed"]);

const COLUMNS = {
  at: "bigint",
  actor_kind: "text",
  actor_id: "text",
  actor_label: "text",
  ip: "text",
  action: "text",
  door: "text",
  outcome: "text",
  code: "text",
  ref: "text",
  command_hash: "text",
  detail: "text",
} satisfies Record<keyof Insertable<Omit<Schema["audit"], "seq">>, string>;

export function auditRecords({ db, dialect }: Database): AuditRecords {
  return {
    async append(entries) {
      if (entries.length === 0) throw new RangeError("nothing to append");
      const rows = toJson(entries);
      const { first } = await (dialect === "sqlite" ? insertInSqlite : insertInPostgres)(db, rows);
      return first;
    },

    async list({ door, personId, action, refs, before, limit }) {
      let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(limit);
      if (door !== undefined) query = query.where("door", "=", door);
      if (personId !== undefined)
        query = query.where("actor_kind", "=", "person").where("actor_id", "=", personId);
      if (action !== undefined) query = query.where("action", "=", action);
      if (refs !== undefined) query = query.where("ref", "in", refs).where("outcome", "!=", "refused");
      if (before !== undefined) query = query.where("seq", "<", before);
      return (await query.execute()).map(toAuditRow);
    },

    async commandHashesSince(since) {
      const rows = await db
        .selectFrom("audit")
        .select(["door", "command_hash", "at"])
        .where("at", ">=", since)
        .where("command_hash", "is not", null)
        .execute();
      return rows.flatMap(({ door, command_hash, at }) =>
        door === null || command_hash === null ? [] : [{ door, hash: command_hash, at }],
      );
    },
  };
}

// All rows are one parameter of one statement that is always the same: half the time of a statement made anew for each
// number of rows, and one round trip.
const NAMES = sql.raw(Object.keys(COLUMNS).join(", "));
const SQLITE_VALUES = sql.raw(
  Object.keys(COLUMNS)
    .map((name) => `value ->> '${name}'`)
    .join(", "),
);
const POSTGRES_TYPES = sql.raw(
  Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(", "),
);

interface Inserted {
  readonly first: number;
}

async function insertInSqlite(db: Kysely<Schema>, rows: string): Promise<Inserted> {
  const { insertId, numAffectedRows } = await sql`
    insert into audit (${NAMES}) select ${SQLITE_VALUES} from json_each(${rows}) order by key`.execute(db);
  return { first: Number((insertId ?? 0n) - (numAffectedRows ?? 0n)) + 1 };
}

/**
 * In turn on every node, so that rows of one call stand together and a reader that saw a row sees all before it. The
 * lock is had before a row gets its number, and let go when all are durable.
 */
async function insertInPostgres(db: Kysely<Schema>, rows: string): Promise<Inserted> {
  const { rows: answer } = await sql<Inserted>`
    with turn as materialized (select pg_advisory_xact_lock(hashtextextended('audit', 0))),
    inserted as (
      insert into audit (${NAMES})
      select ${NAMES} from turn, json_to_recordset(${rows}::json) as entry (${POSTGRES_TYPES})
      returning seq
    )
    select min(seq) as first from inserted`.execute(db);
  const [inserted] = answer;
  if (!inserted) throw new Error("the database did not say what it inserted");
  return inserted;
}

/** PostgreSQL takes neither U+0000 nor half a character, and one row must not make others fail with it. */
function toJson(entries: readonly AuditEntry[]): string {
  const json = JSON.stringify(entries.map(toRow));
  return UNSTORABLE_ESCAPE.test(json) ? JSON.stringify(entries.map(toRow), storable) : json;
}

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/;

function storable(_name: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\0|\p{Surrogate}/gu, "\uFFFD") : value;
}

function toRow(entry: AuditEntry): Insertable<Schema["audit"]> {
  const { actor } = entry;
  const named = "id" in actor ? actor : undefined;
  return {
    at: Math.trunc(entry.at),
    actor_kind: actor.kind,
    actor_id: named?.id ?? null,
    actor_label: named?.label ?? null,
    ip: entry.ip ?? null,
    action: entry.action,
    door: entry.door ?? null,
    outcome: entry.outcome,
    code: entry.code ?? null,
    ref: entry.ref ?? null,
    command_hash: entry.commandHash ?? null,
    detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
  };
}

export function toAuditRow(row: Selectable<Schema["audit"]>): AuditRow {
  return {
    seq: row.seq,
    at: row.at,
    actor: toActor(row),
    action: row.action,
    outcome: Outcome.parse(row.outcome),
    ...(row.ip === null ? {} : { ip: row.ip }),
    ...(row.door === null ? {} : { door: row.door }),
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.ref === null ? {} : { ref: row.ref }),
    ...(row.command_hash === null ? {} : { commandHash: row.command_hash }),
    ...(row.detail === null ? {} : { detail: AuditDetail.parse(JSON.parse(row.detail)) }),
  };
}

function toActor({ actor_kind: kind, actor_id, actor_label }: Selectable<Schema["audit"]>): AuditActor {
  if (kind === "person" || kind === "device" || kind === "api-key") {
    return { kind, id: actor_id ?? "", label: actor_label ?? "" };
  }
  return { kind: kind === "relay" ? "relay" : "anonymous" };
}
