import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteThread } from "./sqlite-thread.ts";

/** Kysely over SQLite in its thread: one connection, whose transactions run one after the other. */
export function sqliteDialect(thread: SqliteThread): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ThreadDriver(thread),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class ThreadDriver implements Driver {
  readonly #thread: SqliteThread;
  readonly #connection: DatabaseConnection;
  /** Whoever waits for the connection, first come first served; undefined while nobody has it. */
  #queue: (() => void)[] | undefined;

  constructor(thread: SqliteThread) {
    this.#thread = thread;
    this.#connection = {
      executeQuery: (query) => execute(thread, query),
      streamQuery: () => {
        throw new Error("streaming is not used");
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const queue = this.#queue;
    if (queue) await new Promise<void>((resolve) => queue.push(resolve));
    else this.#queue = [];
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#queue?.shift();
    if (next) next();
    else this.#queue = undefined;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  /** Closes after whatever was asked before. */
  async destroy(): Promise<void> {
    await this.acquireConnection();
    await this.#thread.close();
    await this.releaseConnection();
  }
}

async function execute<R>(thread: SqliteThread, { sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
  const { rows, changes, lastId } = await thread.ask({ sql, parameters });
  return { rows: rows as R[], numAffectedRows: BigInt(changes), insertId: BigInt(lastId) };
}
