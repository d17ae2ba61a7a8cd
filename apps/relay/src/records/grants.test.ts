import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startPostgres } from "../../test/support/servers.ts";
import { type Database, openDatabase } from "./database.ts";
import { grantRecords } from "./grants.ts";

const COUNT = 10_000;
const NOW = 1_800_000_000;

async function openSqlite(): Promise<Database> {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-grants-"));
  const database = await openDatabase({ dataDir });
  onTestFinished(async () => {
    await database.close();
    await rm(dataDir, { recursive: true });
  });
  return database;
}

async function openPostgres(): Promise<Database> {
  const server = await startPostgres();
  const database = await openDatabase({ databaseUrl: server.url, dataDir: "" });
  onTestFinished(async () => {
    await database.close();
    await server.stop();
  });
  return database;
}

/** Of 100 people with a grant for each of 100 keys, half of them over, all for one door. */
async function fill({ db }: Database): Promise<void> {
  const rows = Array.from({ length: COUNT }, (_, index) => ({
    ...{ jti: `jti-${index}`, door: "front", kid: `kid-${index}`, owner_kid: "owner" },
    ...{ person_id: `person-${index % 100}`, person_label: "Ann", jws: "a".repeat(700), nbf: NOW - 1000 },
    ...{ exp: NOW + (index % 2 ? 1000 : -1), at: NOW * 1000, approved_by: "Olga" },
  }));
  for (let at = 0; at < COUNT; at += 500) {
    await db
      .insertInto("grants")
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

describe.each([
  ["SQLite", openSqlite],
  ["PostgreSQL", openPostgres],
])("10,000 grants on %s", (_, open) => {
  it("are paged through, each once, and found by person and key", async () => {
    const database = await open();
    await fill(database);
    const grants = grantRecords(database);
    const seen = new Set<string>();
    for (let before: number | undefined; ; ) {
      const page = await grants.list({ door: "front", limit: 200, ...(before ? { before } : {}) });
      for (const { jti } of page) seen.add(jti);
      before = page.at(-1)?.seq;
      if (page.length < 200) break;
    }
    expect(seen.size).toBe(COUNT);
    expect(await grants.list({ personId: "person-7", limit: 200, usableAt: NOW })).toHaveLength(100);
    expect(await grants.list({ personId: "person-6", limit: 200, usableAt: NOW })).toEqual([]);
    expect(await grants.list({ kid: "kid-7777", limit: 200 })).toMatchObject([{ jti: "jti-7777" }]);
    expect(await grants.standing("person-7", "front", NOW)).toBe("usable");
    expect(await grants.standing("person-6", "front", NOW)).toBe("over");
    expect(await grants.standing("person-7", "back", NOW)).toBe("none");
  });
});
