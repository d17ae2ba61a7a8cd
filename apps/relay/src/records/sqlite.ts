import { mkdir } from "node:fs/promises";
import { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { type Migrated, migrate, requireUpToDate } from "./migrate.ts";
import type { Schema } from "./schema.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { SqliteThread } from "./sqlite-thread.ts";

/** SQLite in a file of `dataDir`. Rejects where another process has it open. */
export async function openSqlite(dataDir: string, readOnly: boolean): Promise<Database> {
  if (!readOnly) await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const db = new Kysely<Schema>({ dialect: sqliteDialect(await SqliteThread.open(dataDir, readOnly)) });
  let migrated: Migrated;
  try {
    migrated = await (readOnly ? requireUpToDate : migrate)(db, "sqlite");
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    dialect: "sqlite",
    migrated,
    db,
    // One process, one connection: its transactions run one after the other.
    exclusive: (_locks, work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}
