import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { openRecords } from "../open.ts";
import { sqliteDialect } from "../sqlite-dialect.ts";
import { SqliteThread } from "../sqlite-thread.ts";
import { first } from "./0001-first.ts";

const MONTH_MS = 30 * 24 * 3600_000;

it("keeps sign-ins, and still finds a token out that was rotated before", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-migration-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const old = new Kysely<unknown>({ dialect: sqliteDialect(await SqliteThread.open(dataDir)) });
  await first("sqlite").up(old);
  await sql`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(
    old,
  );
  await sql`insert into kysely_migration values ('0001-first', '2026-01-01T00:00:00.000Z')`.execute(old);
  const now = Date.now();
  await sql`insert into people values ('p', 'a@example.org', 'A', 'staff', 1, '[]', 1)`.execute(old);
  for (const family of ["f", "g"]) {
    await sql`insert into families values (${family}, 'p', 'test', 1, ${now + MONTH_MS})`.execute(old);
    await sql`insert into refresh_tokens values (${`${family}-old`}, ${family}, 1)`.execute(old);
    await sql`insert into refresh_tokens values (${`${family}-new`}, ${family}, 0)`.execute(old);
  }
  await old.destroy();

  const records = await openRecords({ dataDir });
  onTestFinished(() => records.close());
  const rotate = (tokenHash: string, nextHash: string, at = now) =>
    records.signIn.rotate({ tokenHash, nextHash, now: at, expiresAt: at + MONTH_MS });
  expect((await rotate("f-new", "f-next")).outcome).toBe("rotated");
  expect((await rotate("f-old", "f-x")).outcome).toBe("reused");
  expect((await rotate("g-new", "g-2", now + MONTH_MS - 1)).outcome).toBe("rotated");
  expect((await rotate("g-2", "g-3", now + 2 * MONTH_MS - 2)).outcome).toBe("rotated");
  expect((await rotate("g-old", "g-x", now + 2 * MONTH_MS - 2)).outcome).toBe("unknown");
});
