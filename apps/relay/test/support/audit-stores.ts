import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import pg from "pg";
import type { DatabasePlace } from "../../src/records/database.ts";
import { startPostgres } from "./servers.ts";

/** A place for records, and the hands of somebody who owns the database. */
export interface OwnedStore {
  readonly place: DatabasePlace;
  /** Runs SQL past the relay. */
  run(sql: string): Promise<void>;
  end(): Promise<void>;
}

export async function ownedSqlite(): Promise<OwnedStore> {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-audit-"));
  return {
    place: { dataDir },
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
    run: async (sql) => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(sql);
      await client.end();
    },
    end: () => server.stop(),
  };
}
