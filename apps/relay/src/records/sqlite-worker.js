// JavaScript, for Node starts this file by its name, from the sources too: it has no loader for TypeScript in a worker.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import Libsql from "libsql";

/** @import { SqliteAnswer, SqliteQuestion } from "./sqlite-thread.ts" */

/** Statements kept prepared; lists of different lengths make ever new ones. */
const PREPARED_MAX = 200;
const BUSY_MS = 5_000;

/** @type {{ readonly dataDir: string, readonly readOnly: boolean }} */
const { dataDir, readOnly } = workerData;

const lock = readOnly ? undefined : lockDirectory();

const path = join(dataDir, "openlock.sqlite");
if (readOnly && !existsSync(path)) throw new Error("there is no database in it.");
const file = new Libsql(path);
if (readOnly) file.pragma("query_only = ON");
else file.pragma("journal_mode = WAL");
// A commit that was acknowledged survives a power cut.
file.pragma("synchronous = FULL");
file.pragma("foreign_keys = ON");
// 16 MB of log, four times the default: pages that are written over and over go to the file less often.
file.pragma("wal_autocheckpoint = 4000");
// A backup that is read meanwhile may hold the file for a moment.
file.pragma(`busy_timeout = ${BUSY_MS}`);

/** @type {Map<string, { readonly statement: Libsql.Statement<unknown[]>, readonly reads: boolean }>} */
const prepared = new Map();

function lockDirectory() {
  const held = new Libsql(join(dataDir, "openlock.lock"));
  try {
    // Held until the process ends, however it does. Two relays would each have a replay memory of their own.
    held.exec("begin exclusive");
  } catch (cause) {
    if (!(cause instanceof Libsql.SqliteError && cause.code === "SQLITE_BUSY")) throw cause;
    throw new Error("another relay is running on it. Stop that one first, or set OPENLOCK_DATA.", { cause });
  }
  return held;
}

/** @param {string} sql */
function prepare(sql) {
  const known = prepared.get(sql);
  if (known) return known;
  const statement = file.prepare(sql);
  const made = { statement, reads: statement.columns().length > 0 };
  if (prepared.size >= PREPARED_MAX) prepared.clear();
  prepared.set(sql, made);
  return made;
}

/**
 * @param {SqliteQuestion} question
 * @returns {SqliteAnswer}
 */
function answer({ sql, parameters }) {
  // SQLite has rolled back already after some failures. Where it cannot, the thread ends: nothing may be written, and
  // acknowledged, inside a transaction that never ends.
  if (sql === "rollback") {
    if (file.inTransaction) file.exec("rollback");
    return { rows: [], changes: 0, lastId: 0 };
  }
  try {
    const { statement, reads } = prepare(sql);
    if (reads) return { rows: statement.all(...parameters), changes: 0, lastId: 0 };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], changes, lastId: Number(lastInsertRowid) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const port = parentPort;
port?.on("message", (question) => {
  if (question === "close") {
    file.close();
    lock?.close();
    port.close();
  } else {
    port.postMessage(answer(question));
  }
});
port?.postMessage("open");
