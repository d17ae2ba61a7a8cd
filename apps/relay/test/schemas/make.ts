// `tsx --conditions=@openlock/source apps/relay/test/schemas/make.ts`: writes what a released schema looks like, with rows
// in it, for both databases: `<newest migration>.sqlite.sql` and `.postgres.sql`. Run it once a release; a file that is
// there stays as it is, for it is what people have. `schemas.test.ts` migrates each to the newest.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import type { DatabasePlace } from "../../src/records/database.ts";
import { migrateRecords, openRecords } from "../../src/records/open.ts";
import { postgresProgram } from "../support/postgres.ts";
import { startPostgres } from "../support/servers.ts";
import { fillSample } from "./sample.ts";

const dataDir = mkdtempSync(join(tmpdir(), "openlock-schema-"));
const server = await startPostgres({ fsync: false });
try {
  await write({ dataDir }, "sqlite", () => sqliteDump(join(dataDir, "openlock.sqlite")));
  await write({ dataDir, databaseUrl: server.url }, "postgres", () => postgresDump(server.url));
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true });
}

async function write(where: DatabasePlace, dialect: string, dump: () => string): Promise<void> {
  const { newest } = await migrateRecords(where);
  const file = new URL(`./${newest}.${dialect}.sql`, import.meta.url);
  if (existsSync(file))
    throw new Error(`${newest}.${dialect}.sql is there: a released schema does not change`);
  const records = await openRecords(where);
  await fillSample(records);
  await records.close();
  writeFileSync(file, dump());
}

function sqliteDump(file: string): string {
  const store = new Libsql(file, { readonly: true });
  const all = <T>(query: string) => store.prepare(query).all() as T[];
  const lines: string[] = [];
  // What SQLite makes itself is not to be made again: its sequence starts after the rows that are put in.
  const objects = all<{ name: string; type: string; sql: string }>(
    "select name, type, sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid",
  );
  for (const { name, type, sql } of objects) {
    lines.push(`${sql};`);
    if (type !== "table") continue;
    for (const row of all<Record<string, string | number | null>>(`select * from "${name}"`)) {
      lines.push(`insert into "${name}" values (${Object.values(row).map(literal).join(", ")});`);
    }
  }
  store.close();
  return `${lines.join("\n")}\n`;
}

function literal(value: string | number | null): string {
  if (value === null) return "null";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function postgresDump(url: string): string {
  const args = ["--no-owner", "--no-privileges", "--inserts", "--schema=public", url];
  const text = execFileSync(postgresProgram("pg_dump"), args, { encoding: "utf8" });
  // Statements alone: comments tell of the machine, and backslashes are for psql.
  const lines = text
    .split("\n")
    .filter((line) => !/^(--|\\|$|CREATE SCHEMA|SELECT pg_catalog\.set_config)/.test(line));
  return `${lines.join("\n")}\n`;
}
