import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { startPostgres } from "../../test/support/servers.ts";
import { RecordsError } from "./errors.ts";
import { openRecords } from "./open.ts";
import { describeRecords } from "./records.contract.ts";
import type { AuditEntry, Records } from "./records.ts";

const ENTRY: AuditEntry = { at: 1, actor: { kind: "relay" }, action: "written", outcome: "done" };

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

describe("records on SQLite", () => {
  const dataDirectory = async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "openlock-records-"));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    return dataDir;
  };

  it("are there when they are opened again", async () => {
    const dataDir = await dataDirectory();
    const before = await openRecords({ dataDir });
    await before.doors.create({ id: "front", name: "Front", at: 1 });
    await before.close();
    await expect(before.doors.list()).rejects.toThrow(RecordsError);
    const after = await openRecords({ dataDir });
    expect(await after.doors.byId("front")).toEqual({ id: "front", name: "Front", createdAt: 1 });
    await after.close();
  });

  it("answer what was asked before they are closed", async () => {
    const records = await openRecords({ dataDir: await dataDirectory() });
    const asked = Array.from({ length: 20 }, () => records.audit.append([ENTRY]));
    await records.close();
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("are one relay's: a second one is told so, at once", async () => {
    const dataDir = await dataDirectory();
    const records = await openRecords({ dataDir });
    await expect(openRecords({ dataDir })).rejects.toThrow(/another relay is running on it/);
    expect(await records.audit.append([ENTRY])).toBe(1);
    await records.close();
    await (await openRecords({ dataDir })).close();
  });

  it("say where they cannot be", async () => {
    await expect(openRecords({ dataDir: "/dev/null/data" })).rejects.toMatchObject({
      code: "store-unavailable",
      message: expect.stringContaining("/dev/null/data"),
    });
  });

  it("lose no acknowledged row when the process is killed", async () => {
    const dataDir = await dataDirectory();
    await (await openRecords({ dataDir })).close();
    const writer = fileURLToPath(new URL("../../test/support/sqlite-writer.js", import.meta.url));
    const child = spawn(process.execPath, [writer, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    let acknowledged = 0;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line);
      if (acknowledged === 100) child.kill("SIGKILL");
    }
    await exited;
    expect(acknowledged).toBeGreaterThanOrEqual(100);
    // The lock of a dead process is no obstacle.
    const records = await openRecords({ dataDir });
    await expectRows(records, acknowledged);
    await records.close();
  });
});

describe("records on PostgreSQL", () => {
  it("lose no acknowledged row when the server is killed, say that it is gone, and come back with it", async () => {
    const server = await startPostgres();
    onTestFinished(() => server.stop());
    const records = await openRecords({ databaseUrl: server.url, dataDir: "" });
    onTestFinished(() => records.close());
    let acknowledged = 0;
    let killed: Promise<void> | undefined;
    const writing = (async () => {
      for (;;) {
        await records.audit.append([{ ...ENTRY, at: acknowledged + 1 }]);
        acknowledged += 1;
        if (acknowledged === 50) killed = server.kill9();
      }
    })();
    await expect(writing).rejects.toThrow(RecordsError);
    await killed;
    await expect(records.ping()).rejects.toMatchObject({ code: "store-unavailable" });
    await expect(records.people.list()).rejects.toThrow(RecordsError);
    await server.restart();
    await records.ping();
    await expectRows(records, acknowledged);
    await records.audit.append([ENTRY]);
  });

  it("are refused where the server may lose what it acknowledged", async () => {
    const server = await startPostgres({ fsync: false });
    onTestFinished(() => server.stop());
    const databaseUrl = `${server.url}?options=${encodeURIComponent("-c synchronous_commit=off")}`;
    await expect(openRecords({ databaseUrl, dataDir: "" })).rejects.toThrow(/synchronous_commit is off/);
  });

  it("say that the server is not there, without the password", async () => {
    const opening = openRecords({ databaseUrl: "postgres://relay:hidden@127.0.0.1:1/x", dataDir: "" });
    const refusal = await opening.catch((error: unknown) => inspect(error, { depth: 9 }));
    expect(refusal).toContain("DATABASE_URL");
    expect(refusal).not.toContain("hidden");
  });
});

/** Every row from the first to `count`, in order; one more may have been written but not acknowledged. */
async function expectRows(records: Records, count: number): Promise<void> {
  const found: number[] = [];
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const page = await records.audit.list({ before, limit: 500 });
    found.push(...page.map(({ at }) => at));
    const last = page.at(-1);
    if (!last) break;
    before = last.seq;
  }
  expect(found.length - count).toBeOneOf([0, 1]);
  expect(found.reverse()).toEqual(Array.from({ length: found.length }, (_, index) => index + 1));
}
