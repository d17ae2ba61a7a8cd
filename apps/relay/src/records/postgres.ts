import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import { type Migrated, migrate, requireUpToDate } from "./migrate.ts";
import type { Schema } from "./schema.ts";

/** A statement that takes longer is given up, by the server too: whoever asked is told, and may ask again. */
const STATEMENT_MS = 10_000;
const INT8_OID = 20;

/** PostgreSQL, for any number of nodes. Rejects where it does not keep what it acknowledged. */
export async function openPostgres(databaseUrl: string, readOnly: boolean): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: STATEMENT_MS + 1_000,
    statement_timeout: STATEMENT_MS,
    // A node that vanished in the middle of a transaction does not hold its locks for long.
    idle_in_transaction_session_timeout: STATEMENT_MS,
    keepAlive: true,
    types: {
      // Times and row numbers fit a double exactly; text would only have to be parsed by everybody.
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks is replaced at the next query, which says so if it cannot be.
  pool.on("error", () => {});
  // One that breaks in somebody's hands fails their query; the event beside it would end the process.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  let migrated: Migrated;
  try {
    if (!readOnly) await refuseLossyCommits(db);
    migrated = await (readOnly ? requireUpToDate : migrate)(db, "postgres");
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    dialect: "postgres",
    migrated,
    db,
    exclusive: (locks, work) =>
      db.transaction().execute(async (trx) => {
        for (const lock of locks) {
          await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(trx);
        }
        return await work(trx);
      }),
    close: () => db.destroy(),
  };
}

/** With `synchronous_commit` off a crash of the server loses rows that it acknowledged. */
async function refuseLossyCommits(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ level: string }>`
    select current_setting('synchronous_commit') as level`.execute(db);
  if (rows[0]?.level !== "off") return;
  throw new Error(
    "its synchronous_commit is off, so it may lose what it acknowledged. " +
      "Set it to on (ALTER ROLE … SET synchronous_commit = on).",
  );
}
