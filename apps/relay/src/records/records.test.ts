import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPostgres } from "../../test/support/servers.ts";
import { RecordsError } from "./errors.ts";
import { openRecords } from "./open.ts";
import { describeRecords } from "./records.contract.ts";

describeRecords("SQLite", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-records-"));
  const records = await openRecords({ dataDir });
  return {
    records,
    // One process has it open; both names are the same node.
    second: records,
    end: async () => {
      await records.close();
      await rm(dataDir, { recursive: true });
    },
  };
});

describeRecords("PostgreSQL", async () => {
  const server = await startPostgres();
  const where = { databaseUrl: server.url, dataDir: "" };
  // Both bring the empty database up to date at the same time.
  const [records, second] = await Promise.all([openRecords(where), openRecords(where)]);
  return {
    records,
    second,
    end: async () => {
      await Promise.all([records.close(), second.close()]);
      await server.stop();
    },
  };
});

it("SQLite: what was acknowledged is there when it is opened again", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-records-"));
  const before = await openRecords({ dataDir });
  await before.doors.create({ id: "front", name: "Front", at: 1 });
  await before.close();
  const after = await openRecords({ dataDir });
  expect(await after.doors.byId("front")).toEqual({ id: "front", name: "Front", createdAt: 1 });
  await after.close();
  await rm(dataDir, { recursive: true });
});

it("PostgreSQL: a store that is gone is a typed error, and the store is used again when it is back", async () => {
  const server = await startPostgres();
  const records = await openRecords({ databaseUrl: server.url, dataDir: "" });
  await server.kill9();
  await expect(
    records.audit.append([{ at: 1, actor: { kind: "relay" }, action: "x", outcome: "done" }]),
  ).rejects.toThrow(RecordsError);
  await expect(records.ping()).rejects.toMatchObject({ code: "store-unavailable" });
  await records.close();
});
