import {
  AUDIT_COLUMNS,
  type AuditValues,
  CHAIN_START,
  type ChainPoint,
  COMMIT_ROWS_MAX,
  commitText,
  linkText,
} from "@openlock/api";
import { CompiledQuery, type DatabaseConnection, type Kysely, type Selectable, sql } from "kysely";
import { z } from "zod";
import { sha256Hex } from "../crypto/hash.ts";
import type { Database } from "./database.ts";
import type { AuditActor, AuditEntry, AuditRecords, AuditRow } from "./records.ts";
import type { Schema } from "./schema.ts";

export const AuditDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const Outcome = z.enum(["begun", "done", "refused", "failed"]);

/** How far `at` may be out of step with the order of the rows, for a filter by time to find them. */
const CLOCK_SLACK_MS = 86_400_000;

export function auditRecords({ db, dialect }: Database): AuditRecords {
  const append =
    dialect === "sqlite" ? sqliteAppend(db) : (rows: readonly AuditValues[]) => postgresAppend(db, rows);
  return {
    async append(entries) {
      if (entries.length === 0 || entries.length > COMMIT_ROWS_MAX) {
        throw new RangeError(`1 to ${COMMIT_ROWS_MAX} rows, not ${entries.length}`);
      }
      return await append(entries.map(toValues));
    },

    async list({ door, personId, action, outcome, code, from, to, refs, before, limit }) {
      let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(limit);
      if (door !== undefined) query = query.where("door", "=", door);
      if (personId !== undefined)
        query = query.where("actor_kind", "=", "person").where("actor_id", "=", personId);
      if (action !== undefined) query = query.where("action", "=", action);
      if (outcome !== undefined) query = query.where("outcome", "=", outcome);
      if (code !== undefined) query = query.where("code", "=", code);
      if (refs !== undefined) query = query.where("ref", "in", refs).where("outcome", "!=", "refused");
      if (before !== undefined) query = query.where("seq", "<", before);
      if (from !== undefined) query = query.where(AT, ">=", from).where("seq", ">=", firstSince(db, from));
      if (to !== undefined) query = query.where(AT, "<=", to).where("seq", "<=", lastUntil(db, to));
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

// A page is read in the order of `seq`. Its ends are looked up by time, for the index on `at` would want all rows of a
// long time sorted for each page; `+` keeps it from being taken for that.
const AT = sql<number>`+at`;

function firstSince(db: Kysely<Schema>, from: number) {
  const before = db
    .selectFrom("audit")
    .select("seq")
    .where("at", "<", from - CLOCK_SLACK_MS);
  return sql<number>`coalesce((${before.orderBy("at", "desc").limit(1)}), 0)`;
}

function lastUntil(db: Kysely<Schema>, to: number) {
  const after = db
    .selectFrom("audit")
    .select("seq")
    .where("at", ">", to + CLOCK_SLACK_MS);
  return sql<number>`coalesce((${after.orderBy("at").limit(1)}), ${Number.MAX_SAFE_INTEGER})`;
}

/**
 * SQLite is one process's: it knows the end of the chain, and has read it from the table at the first append. All rows
 * are one parameter of one statement that is always the same: half the time of a statement made anew for each number of
 * rows.
 */
function sqliteAppend(db: Kysely<Schema>): (rows: readonly AuditValues[]) => Promise<number> {
  let end: ChainPoint | undefined;
  return (rows) =>
    // Whoever has the connection has the end: nobody else appends meanwhile.
    db.getExecutor().provideConnection(async (connection) => {
      const { seq, chain: before } = end ?? (await readEnd(connection));
      const first = seq + 1;
      const text = toText(rows);
      const chain = sha256Hex(linkText(before, first, text));
      end = undefined;
      await connection.executeQuery(CompiledQuery.raw(SQLITE_APPEND, [first, rows.length - 1, chain, text]));
      end = { seq: seq + rows.length, chain };
      return first;
    });
}

const SQLITE_APPEND = `
  insert into audit (seq, ${AUDIT_COLUMNS.join(", ")}, chain)
  select ?1 + key, ${AUDIT_COLUMNS.map((_, at) => `value ->> ${at}`).join(", ")}, case key when ?2 then ?3 end
  from json_each(?4) order by key`;

const SQLITE_END = `
  select coalesce(max(seq), ${CHAIN_START.seq}) as seq,
    coalesce((select chain from audit where chain is not null order by seq desc limit 1), '${CHAIN_START.chain}') as chain
  from audit`;

async function readEnd(connection: DatabaseConnection): Promise<ChainPoint> {
  const { rows } = await connection.executeQuery<ChainPoint>(CompiledQuery.raw(SQLITE_END));
  const [end] = rows;
  if (!end) throw new Error("the database did not say where the audit ends");
  return end;
}

/** One round trip; the function is in the migration `0004-audit-chain`. */
async function postgresAppend(db: Kysely<Schema>, rows: readonly AuditValues[]): Promise<number> {
  const query = CompiledQuery.raw("select audit_append($1) as first", [toText(rows)]);
  const { rows: answer } = await db.executeQuery<{ first: number }>(query);
  const [appended] = answer;
  if (!appended) throw new Error("the database did not say what it inserted");
  return appended.first;
}

/** PostgreSQL takes neither U+0000 nor half a character, and one row must not make others fail with it. */
function toText(rows: readonly AuditValues[]): string {
  const text = commitText(rows);
  return UNSTORABLE_ESCAPE.test(text) ? commitText(rows.map((values) => values.map(storable))) : text;
}

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/;

function storable(value: AuditValues[number]): AuditValues[number] {
  return typeof value === "string" ? value.replace(/\0|\p{Surrogate}/gu, "\uFFFD") : value;
}

/** In the order of {@link AUDIT_COLUMNS}. */
function toValues(entry: AuditEntry): AuditValues {
  const { actor } = entry;
  const named = "id" in actor ? actor : undefined;
  return [
    Math.trunc(entry.at),
    actor.kind,
    named?.id ?? null,
    named?.label ?? null,
    entry.ip ?? null,
    entry.action,
    entry.door ?? null,
    entry.outcome,
    entry.code ?? null,
    entry.ref ?? null,
    entry.commandHash ?? null,
    entry.detail === undefined ? null : JSON.stringify(entry.detail),
  ];
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
  if (kind === "person" || kind === "device" || kind === "api-key" || kind === "guest") {
    return { kind, id: actor_id ?? "", label: actor_label ?? "" };
  }
  return { kind: kind === "relay" ? "relay" : "anonymous" };
}
