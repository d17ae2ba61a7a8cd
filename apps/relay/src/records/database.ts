import type { Kysely, Transaction } from "kysely";
import { NewerSchemaError, RecordsError } from "./errors.ts";
import type { Migrated } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import type { Schema } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";

export type Dialect = "sqlite" | "postgres";

/** An open database, and the few things that the two dialects do differently for us. */
export interface Database {
  readonly dialect: Dialect;
  /** What opening it did to its schema. */
  readonly migrated: Migrated;
  readonly db: Kysely<Schema>;
  /**
   * A transaction that excludes every other one that shares a lock with it, on every node: what is read in it stays
   * true until it ends, as far as everything that writes it takes the lock. Locks are taken in the given order, which
   * must be the same everywhere.
   */
  exclusive<T>(locks: readonly string[], work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabasePlace {
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Changes nothing, not even the schema, and so goes beside a relay that runs on it. */
  readonly readOnly?: boolean;
}

/** @throws {RecordsError | NewerSchemaError} where the database cannot be opened or brought up to date */
export async function openDatabase(where: DatabasePlace): Promise<Database> {
  const { databaseUrl, dataDir, readOnly = false } = where;
  try {
    return databaseUrl === undefined
      ? await openSqlite(dataDir, readOnly)
      : await openPostgres(databaseUrl, readOnly);
  } catch (cause) {
    if (cause instanceof NewerSchemaError) throw cause;
    const store = databaseUrl === undefined ? `the database in ${dataDir}` : "the database of DATABASE_URL";
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RecordsError(`Could not open ${store}: ${why}`, { cause });
  }
}
