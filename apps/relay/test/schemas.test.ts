import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, Migrator, PostgresDialect, sql } from "kysely";
import Libsql from "libsql";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { DatabasePlace, Dialect } from "../src/records/database.ts";
import { migrations } from "../src/records/migrate.ts";
import { migrateRecords, openRecords } from "../src/records/open.ts";
import type { Schema } from "../src/records/schema.ts";
import { sqliteDialect } from "../src/records/sqlite-dialect.ts";
import { SqliteThread } from "../src/records/sqlite-thread.ts";
import { fresh } from "./support/relay.ts";
import { startPostgres, type TestServer } from "./support/servers.ts";

const SCHEMAS = new URL("./schemas/", import.meta.url);
const FIXTURES = (await readdir(SCHEMAS)).filter((name) => name.endsWith(".sql"));

let postgres: TestServer;
beforeAll(async () => {
  postgres = await startPostgres({ fsync: false });
});
afterAll(() => postgres?.stop());

type Row = Readonly<Record<string, unknown>>;

describe.each<Dialect>(["sqlite", "postgres"])("a released schema on %s", (dialect) => {
  const released = FIXTURES.filter((name) => name.endsWith(`.${dialect}.sql`));
  const names = Object.keys(migrations(dialect)).sort();

  test.each(released)("%s becomes the newest, and everything in it is there", async (file) => {
    const where = await load(dialect, file);
    const records = await openRecords(where);
    onTestFinished(() => records.close());
    const [ada, bob] = await records.people.list();
    expect(ada).toMatchObject({ name: "Ada O'Neil", role: "owner", doors: { all: true }, language: "en" });
    expect(bob).toMatchObject({ name: "Bób „B“ Ünal 🔑", doors: { all: false, ids: ["front", "back-2"] } });
    expect(await records.doors.byId("front")).toMatchObject({
      device: { kid: "kid-1", uid: "0a1b2c3d4e5f" },
    });
    expect(await records.doors.byId("back-2")).toMatchObject({
      name: "Back; door -- 2",
      claimExpiresAt: expect.any(Number),
    });
    expect(await records.doors.bannedKeys()).toMatchObject([{ kid: "kid-0", reason: "lost at 'the' fair" }]);
    expect(await records.signIn.familyStands("family-1", 1_790_000_000_000)).toBe(true);
    expect(await records.settings.get("a-key")).toBe('{"kty":"EC"}');
    const rows = await records.audit.list({ limit: 500 });
    expect(rows.slice(-5).map(({ outcome }) => outcome)).toEqual([
      "done",
      "refused",
      "done",
      "begun",
      "done",
    ]);
    expect(rows.at(-5)?.detail).toEqual({ event: "door-opened", seq: 7, forced: true });
    expect(await records.audit.commandHashesSince(0)).toMatchObject([{ door: "front", hash: "hash-1" }]);
    // It goes on as any other: the next row follows the last.
    const next = await records.audit.append([
      { at: 1, actor: { kind: "relay" }, action: "test", outcome: "done" },
    ]);
    expect(next).toBeGreaterThan(rows[0]?.seq ?? 0);
  });

  test.each(released)("%s becomes the same as a new one", async (file) => {
    const [old, created] = [await load(dialect, file), await place(dialect)];
    await migrateRecords(old);
    await migrateRecords(created);
    expect(await shape(old)).toEqual(await shape(created));
  });

  test.each(names)("the rows of %s are there after all that came later", async (name) => {
    const where = await load(dialect, `${names[0]}.${dialect}.sql`, name);
    const before = await contents(where);
    expect(before.get("people")?.length).toBe(2);
    await migrateRecords(where);
    const after = await contents(where);
    for (const [table, rows] of before) {
      const found = rows.map((row) => expect.objectContaining(row));
      expect(after.get(table), table).toEqual(expect.arrayContaining(found));
    }
  });
});

/** Loads a released schema into a database of its own, and migrates it up to a migration, where one is said. */
async function load(dialect: Dialect, file: string, upTo?: string): Promise<DatabasePlace> {
  const where = await place(dialect);
  const text = await readFile(new URL(file, SCHEMAS), "utf8");
  if (where.databaseUrl === undefined) {
    const store = new Libsql(join(where.dataDir, "openlock.sqlite"));
    store.exec(text);
    store.close();
  } else {
    await asOperator(where.databaseUrl, text);
  }
  if (upTo !== undefined) await migrateUpTo(where, dialect, upTo);
  return where;
}

/** A new, empty database. */
async function place(dialect: Dialect): Promise<DatabasePlace> {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-schemas-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  if (dialect === "sqlite") return { dataDir };
  const name = fresh("schema").replaceAll("-", "_");
  await asOperator(postgres.url, `create database ${name}`);
  return { dataDir, databaseUrl: postgres.url.replace(/\/postgres$/, `/${name}`) };
}

async function asOperator(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text);
  await client.end();
}

/** The database as it is, not migrated by being opened. */
async function using<T>(where: DatabasePlace, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const dialect =
    where.databaseUrl === undefined
      ? sqliteDialect(await SqliteThread.open(where.dataDir))
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: where.databaseUrl }) });
  const db = new Kysely<Schema>({ dialect });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function migrateUpTo(where: DatabasePlace, dialect: Dialect, name: string): Promise<void> {
  return using(where, async (db) => {
    const provider = { getMigrations: async () => ({ ...migrations(dialect) }) };
    const { error } = await new Migrator({ db, provider }).migrateTo(name);
    if (error) throw error;
  });
}

/** The rows of every table. */
function contents(where: DatabasePlace): Promise<ReadonlyMap<string, readonly Row[]>> {
  return using(where, async (db) => {
    const tables = new Map<string, readonly Row[]>();
    for (const { name } of await db.introspection.getTables()) {
      tables.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(db)).rows);
    }
    return tables;
  });
}

/** Tables, columns and indexes. */
function shape(where: DatabasePlace): Promise<unknown> {
  return using(where, async (db) => {
    const tables = await db.introspection.getTables();
    const indexes =
      where.databaseUrl === undefined
        ? sql`select name, sql from sqlite_master where type = 'index' order by name`
        : sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`;
    return {
      tables: tables.sort((a, b) => a.name.localeCompare(b.name)),
      indexes: (await indexes.execute(db)).rows,
    };
  });
}
