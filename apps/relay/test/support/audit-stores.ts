import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dialect, Kysely, type Migration, Migrator, PostgresDialect } from "kysely";
import Libsql from "libsql";
import pg from "pg";
import type { DatabasePlace } from "../../src/records/database.ts";
import { first } from "../../src/records/migrations/0001-first.ts";
import { sqliteDialect } from "../../src/records/sqlite-dialect.ts";
import { SqliteThread } from "../../src/records/sqlite-thread.ts";
import { startPostgres } from "./servers.ts";

/** A place for records, and the hands of somebody who owns the database. */
export interface OwnedStore {
  readonly place: DatabasePlace;
  /** Brings an empty one to the schema of the first release, and no further. */
  firstSchema(): Promise<void>;
  /** Runs SQL past the relay. */
  run(sql: string): Promise<void>;
  end(): Promise<void>;
}

export async function ownedSqlite(): Promise<OwnedStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-audit-"));
  return {
    place: { dataDir },
    firstSchema: async () => migrateToFirst(sqliteDialect(await SqliteThread.open(dataDir)), first("sqlite")),
    run: async (sql) => {
      const file = new Libsql(join(dataDir, "openlock.sqlite"));
      file.pragma("busy_timeout = 5000");
      file.exec(sql);
      file.close();
    },
    end: () => rm(dataDir, { recursive: true }),
  };
}

export async function ownedPostgres(): Promise<OwnedStore> {
  const server = await startPostgres();
  return {
    place: { databaseUrl: server.url, dataDir: "" },
    firstSchema: () => {
      const pool = new pg.Pool({ connectionString: server.url });
      return migrateToFirst(new PostgresDialect({ pool }), first("postgres"));
    },
    run: async (sql) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
    end: () => server.stop(),
  };
}

async function migrateToFirst(dialect: Dialect, migration: Migration): Promise<void> {
  const db = new Kysely<unknown>({ dialect });
  const provider = { getMigrations: async () => ({ "0001-first": migration }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  await db.destroy();
  if (error) throw error;
}
