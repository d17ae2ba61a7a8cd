import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  Kysely,
  Migrator,
  PostgresDialect,
  SqliteDialect,
  type SqliteStatement,
  sql,
  type Transaction,
} from "kysely";
import Libsql from "libsql";
import pg from "pg";
import { RecordsError } from "./errors.ts";
import { first } from "./migrations/0001-first.ts";
import type { Schema } from "./schema.ts";

export type Dialect = "sqlite" | "postgres";

/** An open database, and the one thing that the two dialects do differently for us. */
export interface Database {
  readonly db: Kysely<Schema>;
  /**
   * A transaction that excludes every other one with the same lock, on every node. What is read in it stays true
   * until it ends.
   */
  exclusive<T>(lock: string, work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** @throws {RecordsError} where the database cannot be opened or brought up to date */
export async function openDatabase(where: {
  readonly databaseUrl?: string;
  readonly dataDir: string;
}): Promise<Database> {
  try {
    return where.databaseUrl === undefined
      ? await openSqlite(where.dataDir)
      : await openPostgres(where.databaseUrl);
  } catch (cause) {
    const store =
      where.databaseUrl === undefined ? `the database in ${where.dataDir}` : "the database of DATABASE_URL";
    throw new RecordsError(
      `Could not open ${store}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

async function openSqlite(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = new Libsql(join(dataDir, "openlock.sqlite"));
  file.pragma("journal_mode = WAL");
  // A commit that was acknowledged survives a power cut.
  file.pragma("synchronous = FULL");
  file.pragma("foreign_keys = ON");
  file.pragma("busy_timeout = 5000");
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({
      database: { close: () => file.close(), prepare: (text) => statement(file, text) },
    }),
  });
  await migrate(db, "sqlite");
  return {
    db,
    // One process, one connection: Kysely runs its transactions one after the other.
    exclusive: (_lock, work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

/** libsql has no `reader`, by which Kysely tells a statement that gives rows. */
function statement(file: Libsql.Database, text: string): SqliteStatement {
  const prepared = file.prepare(text);
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...parameters),
    run: (parameters) => prepared.run(...parameters),
    iterate: () => {
      throw new Error("streaming is not used");
    },
  };
}

const INT8_OID = 20;

async function openPostgres(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    types: {
      // Times and row numbers fit a double exactly; text would only have to be parsed by everybody.
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks is replaced at the next query, which says so if it cannot be.
  pool.on("error", () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, "postgres");
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    exclusive: (lock, work) =>
      db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
        return await work(trx);
      }),
    close: () => db.destroy(),
  };
}

/** Forward only. Kysely lets one node migrate at a time. */
async function migrate(db: Kysely<Schema>, dialect: Dialect): Promise<void> {
  const migrations = { "0001-first": first(dialect) };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
