import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { AUDIT_COLUMNS, type ChainPoint, commitText, linkText } from "@openlock/api";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CheckpointKey } from "../src/audit/checkpoint-key.ts";
import { Checkpoints } from "../src/audit/checkpoints.ts";
import { createJournal } from "../src/audit/group-commit.ts";
import { Retention } from "../src/audit/retention.ts";
import { verifyAudit } from "../src/audit/verify.ts";
import { sha256Hex } from "../src/crypto/hash.ts";
import { openRecords } from "../src/records/open.ts";
import type { AuditEntry, Records } from "../src/records/records.ts";
import { type OwnedStore, ownedPostgres, ownedSqlite } from "./support/audit-stores.ts";

const AT = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const silent = pino({ level: "silent" });
const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: AT,
  actor: { kind: "person", id: "p1", label: "Ana 🔒" },
  ip: "192.0.2.1",
  action: "command.send",
  door: "front",
  outcome: "done",
  code: "replayed",
  ref: "jti",
  commandHash: "hash",
  detail: { text: 'quotes " and é', number: 1 },
  ...more,
});

describe.each([
  ["SQLite", ownedSqlite],
  ["PostgreSQL", ownedPostgres],
] as const)("the audit's chain on %s", (name, makeStore) => {
  let store: OwnedStore;
  let records: Records;
  let second: Records;
  beforeAll(async () => {
    store = await makeStore();
    records = await openRecords(store.place);
    second = name === "SQLite" ? records : await openRecords(store.place);
  });
  afterAll(async () => {
    await records.close();
    if (second !== records) await second.close();
    await store.end();
  });
  // Rows 1 and 2 are of one commit, 3 of its own, 4 to 6 of one.
  beforeEach(async () => {
    await store.run("delete from audit; delete from audit_checkpoints");
    await reopen();
    await records.audit.append([entry(), entry({ outcome: "failed" })]);
    await second.audit.append([entry({ actor: { kind: "relay" } })]);
    await records.audit.append([entry({ door: "back" }), entry({ at: AT + 1 }), entry({ at: AT + 2 })]);
  });

  /** On SQLite the relay knows the chain's end by heart: rows that were deleted past it are deleted before it starts. */
  const reopen = async () => {
    if (second !== records) return;
    await records.close();
    records = await openRecords(store.place);
    second = records;
  };
  const checkpoint = async (): Promise<string> => {
    const key = await CheckpointKey.load(records.settings);
    const end = await records.auditChain.end();
    if (!end) throw new Error("nothing was written");
    return (await key.sign(end, "head", AT)).jws;
  };
  const verify = (kept: readonly string[] = []) => verifyAudit(records, kept);
  /** What somebody who owns the database can do: every link anew. */
  const rewriteChain = async () => {
    let { chain }: Pick<ChainPoint, "chain"> = { chain: "0".repeat(64) };
    for (const { seq, values } of await records.auditChain.rows(0, 500)) {
      chain = sha256Hex(linkText(chain, seq, commitText([values])));
      await store.run(`update audit set chain = '${chain}' where seq = ${seq}`);
    }
  };

  it("is sound as it was written, and says from where to where", async () => {
    expect(await verify([await checkpoint()])).toEqual({
      sound: true,
      words:
        "All 6 rows are as they were written, from the first one on up to row 6. It goes through 1 known point.",
    });
  });

  it("is one, whichever node writes, many at once", async () => {
    const nodes = [records, second];
    await Promise.all(
      Array.from({ length: 120 }, (_, at) =>
        (nodes[at % 2] ?? records).audit.append(
          Array.from({ length: (at % 3) + 1 }, () => entry({ at: AT + at })),
        ),
      ),
    );
    expect((await verify()).words).toMatch(/All 246 rows/);
  });

  it.each(AUDIT_COLUMNS)("shows a changed %s", async (column) => {
    const other = column === "at" ? "at + 1" : "'other'";
    await store.run(`update audit set ${column} = ${other} where seq = 2`);
    const { sound, words } = await verify();
    expect(sound).toBe(false);
    expect(words).toMatch(/rows 1 to 2/);
  });

  it.each([
    ["a value taken away", "update audit set ip = null where seq = 3", /Row 3/],
    ["a row removed from its commit", "delete from audit where seq = 5", /rows 4 to 6/],
    ["a whole commit removed", "delete from audit where seq = 3", /rows 4 to 6/],
    ["the first rows removed", "delete from audit where seq <= 2", /Row 3/],
    [
      "two rows swapped",
      "update audit set seq = -1 where seq = 1; update audit set seq = 1 where seq = 2; update audit set seq = 2 where seq = -1",
      /rows 2 to 2|rows 1 to 2|Row 1/,
    ],
    ["a commit renumbered", "update audit set seq = seq + 10 where seq > 3", /rows 14 to 16/],
    ["a link removed", "update audit set chain = null where seq = 2", /rows 1 to 3/],
    ["a link invented", `update audit set chain = '${"a".repeat(64)}' where seq = 4`, /Row 4/],
    [
      "a row put in at the end",
      "insert into audit (seq, at, actor_kind, action, outcome) values (7, 1, 'relay', 'x', 'done')",
      /rows 7 to 7 at the end/,
    ],
    [
      "a row put in before the first",
      "insert into audit (seq, at, actor_kind, action, outcome) values (0, 1, 'relay', 'x', 'done')",
      /Row 0/,
    ],
  ])("shows %s", async (_what, sql, said) => {
    await store.run(sql);
    const { sound, words } = await verify();
    expect(sound).toBe(false);
    expect(words).toMatch(said);
  });

  it("shows a row that was put in past the relay, also when the relay goes on after it", async () => {
    await store.run(
      "insert into audit (seq, at, actor_kind, action, outcome) values (7, 1, 'relay', 'x', 'done')",
    );
    await reopen();
    await records.audit.append([entry()]);
    expect((await verify()).sound).toBe(false);
  });

  it("shows a tail that was cut, to whoever kept a checkpoint, and to nobody else", async () => {
    const kept = await checkpoint();
    await store.run("delete from audit where seq > 3");
    expect((await verify()).sound).toBe(true);
    expect(await verify([kept])).toEqual({
      sound: false,
      words: "Row 6, which is known to have been there, is missing: the journal was cut.",
    });
  });

  it("shows a chain that was written anew, to whoever kept a checkpoint, and to nobody else", async () => {
    const kept = await checkpoint();
    await store.run("update audit set actor_label = 'Eve' where seq = 1");
    await rewriteChain();
    expect((await verify()).sound).toBe(true);
    const { sound, words } = await verify([kept]);
    expect(sound).toBe(false);
    expect(words).toMatch(/at row 6 it is not the one that was known before: the journal was rewritten/);
  });

  it("shows what the checkpoints beside it do not fit, and checkpoints that the relay did not sign", async () => {
    const checkpoints = await Checkpoints.start({ records, log: silent, now: () => AT });
    await checkpoints.stop();
    expect(await verify()).toMatchObject({ sound: true, words: expect.stringContaining("1 known point") });
    await store.run("delete from audit where seq > 3");
    expect((await verify()).words).toMatch(/Row 6.*was cut/);
    await store.run("update audit_checkpoints set seq = 3");
    expect((await verify()).words).toMatch(/checkpoint at row 3 is not signed by this relay/);
  });

  it("takes no start that the relay did not sign, so that nobody cuts off its head", async () => {
    const [, row] = await records.auditChain.rows(0, 2);
    await store.run(
      `delete from audit where seq <= 2; insert into audit_checkpoints (seq, kind, chain, at, jws) values (2, 'start', '${row?.chain}', 1, 'x.y.z')`,
    );
    expect((await verify()).words).toMatch(/not signed/);
    // One that was signed as a head is no start either.
    const head = await (await CheckpointKey.load(records.settings)).sign(
      { seq: 2, chain: row?.chain ?? "" },
      "head",
      AT,
    );
    await store.run(`update audit_checkpoints set jws = '${head.jws}'`);
    expect((await verify()).words).toMatch(/not signed/);
  });

  it("refuses a kept checkpoint of another key", async () => {
    const kept = await checkpoint();
    const [header, , signature] = kept.split(".");
    const forged = Buffer.from(JSON.stringify({ seq: 6, chain: "a".repeat(64), kind: "head", iat: 1 }));
    for (const jws of [`${header}.${forged.toString("base64url")}.${signature}`, "nonsense"]) {
      expect((await verify([jws])).words).toMatch(/not signed by this relay's key/);
    }
  });

  it("filters by outcome, code and time", async () => {
    const { audit } = records;
    await audit.append([
      entry({ at: AT + DAY, outcome: "refused", code: "stale" }),
      entry({ at: AT + 5 * DAY }),
      // A clock that was put back.
      entry({ at: AT + 4 * DAY, code: "late" }),
      entry({ at: AT + 9 * DAY }),
    ]);
    const seqs = async (filter: object) => (await audit.list({ limit: 50, ...filter })).map(({ seq }) => seq);
    expect(await seqs({ outcome: "failed" })).toEqual([2]);
    expect(await seqs({ code: "stale" })).toEqual([7]);
    expect(await seqs({ from: AT + 1, to: AT + 4 * DAY })).toEqual([9, 7, 6, 5]);
    expect(await seqs({ from: AT + 4 * DAY })).toEqual([10, 9, 8]);
    expect(await seqs({ to: AT })).toEqual([4, 3, 2, 1]);
    expect(await seqs({ from: AT + 30 * DAY })).toEqual([]);
    expect(await seqs({ to: AT - 1 })).toEqual([]);
    expect(await seqs({ door: "back", outcome: "done", from: AT })).toEqual([4]);
  });

  describe("retention", () => {
    const makeRetention = async (now: number, log = silent) => {
      const journal = createJournal(records.audit);
      const checkpoints = await Checkpoints.start({ records, log, now: () => now });
      const retention = new Retention({ records, journal, checkpoints, log, now: () => now, days: 30 });
      onTestFinished(async () => {
        await retention.stop();
        await journal.close();
        await checkpoints.stop();
      });
      return retention;
    };
    const writeOld = async () => {
      for (let day = 1; day <= 60; day++) {
        await records.audit.append([entry({ at: AT + day * DAY }), entry({ at: AT + day * DAY + 1 })]);
      }
    };

    it("removes whole commits that are too old, writes it down, and what is left can be verified", async () => {
      const kept = await checkpoint();
      await writeOld();
      const now = AT + 60 * DAY;
      await (await makeRetention(now)).run();
      const rows = await records.audit.list({ limit: 500 });
      expect(Math.min(...rows.map(({ at }) => at))).toBe(AT + 30 * DAY);
      expect(rows.slice(0, 2).map(({ action, outcome, detail }) => [action, outcome, detail])).toEqual([
        ["audit.cut", "done", { through: 64, days: 30, rows: 64 }],
        ["audit.cut", "begun", { through: 64, days: 30 }],
      ]);
      expect(await verify([kept])).toEqual({
        sound: true,
        words:
          "All 64 rows are as they were written, from row 65 on, where retention cut it up to row 128. " +
          "It goes through 1 known point. 1 known point is of rows that retention removed.",
      });
      await store.run("delete from audit where seq <= 66");
      expect((await verify()).sound).toBe(false);
    });

    it("has nothing to do where nothing is too old, and never takes the last commit", async () => {
      await (await makeRetention(AT + 30 * DAY)).run();
      expect((await records.audit.list({ limit: 10 })).length).toBe(6);
      await (await makeRetention(AT + 3000 * DAY)).run();
      const left = await records.audit.list({ limit: 10 });
      expect(left.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4]);
      expect((await verify()).sound).toBe(true);
    });

    it("finishes a cut that was broken off", async () => {
      await writeOld();
      const key = await CheckpointKey.load(records.settings);
      const row = (await records.auditChain.rows(0, 500)).find(({ seq }) => seq === 64);
      await records.auditChain.putCheckpoint(
        await key.sign({ seq: 64, chain: row?.chain ?? "" }, "start", AT),
      );
      await records.auditChain.remove(64, 10);
      expect((await verify()).words).toMatch(/from before the start/);
      await (await makeRetention(AT + 30 * DAY)).run();
      expect((await verify()).words).toMatch(/from row 65 on/);
    });

    it("leaves a journal alone that is not sound, for a cut would hide it", async () => {
      await writeOld();
      await store.run("update audit set actor_label = 'Eve' where seq = 9");
      const logged: string[] = [];
      const log = pino({ level: "error" }, { write: (line: string) => void logged.push(line) });
      await (await makeRetention(AT + 60 * DAY, log)).run();
      expect(logged.join()).toMatch(/not sound/);
      expect((await records.audit.list({ limit: 500 })).some(({ seq }) => seq === 9)).toBe(true);
      expect((await verify()).sound).toBe(false);
    });
  });
});

describe("rows from before there was a chain", () => {
  it.each([
    ["SQLite", ownedSqlite],
    ["PostgreSQL", ownedPostgres],
  ] as const)("are chained on %s, gaps between them and all", async (_, makeStore) => {
    const store = await makeStore();
    onTestFinished(() => store.end());
    await store.firstSchema();
    const rows = Array.from(
      { length: 1200 },
      (_, at) => `(${at}, 'relay', 'old', 'done', 'é 🔒 " \\ ${at}')`,
    );
    await store.run(`insert into audit (at, actor_kind, action, outcome, detail) values ${rows.join(", ")}`);
    await store.run("delete from audit where seq in (7, 700, 701)");
    await expect(openRecords({ ...store.place, readOnly: true })).rejects.toThrow(/older than this relay/);
    const records = await openRecords(store.place);
    onTestFinished(() => records.close());
    expect((await verifyAudit(records)).words).toMatch(/All 1197 rows/);
    expect(await records.audit.append([entry()])).toBe(1201);
    expect((await verifyAudit(records)).words).toMatch(/All 1198 rows.*up to row 1201/);
    await store.run("update audit set detail = 'other' where seq = 8");
    expect((await verifyAudit(records)).sound).toBe(false);
  });
});

describe("a journal whose process is killed in the middle of writing", () => {
  const writer = fileURLToPath(new URL("./support/journal-writer.ts", import.meta.url));
  const start = (place: object) =>
    spawn(
      process.execPath,
      ["--import=tsx", "--conditions=@openlock/source", writer, JSON.stringify(place)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );

  it.each([
    ["SQLite", ownedSqlite, 1],
    ["PostgreSQL", ownedPostgres, 2],
  ] as const)(
    "on %s is one sound chain with every row that was acknowledged",
    async (_, makeStore, nodes) => {
      const store = await makeStore();
      onTestFinished(() => store.end());
      await (await openRecords(store.place)).close();
      const acknowledged = await Promise.all(
        Array.from({ length: nodes }, async () => {
          const child = start(store.place);
          const exited = once(child, "exit");
          let last = 0;
          for await (const line of createInterface(child.stdout)) {
            last = Number(line);
            if (last >= 1000) child.kill("SIGKILL");
          }
          await exited;
          return last;
        }),
      );
      const records = await openRecords(store.place);
      onTestFinished(() => records.close());
      const total = acknowledged.reduce((sum, each) => sum + each, 0);
      const rows = Number(/All (\d+) rows/.exec((await verifyAudit(records)).words)?.[1]);
      expect(total).toBeGreaterThanOrEqual(1000 * nodes);
      expect(rows).toBeGreaterThanOrEqual(total);
      await records.audit.append([entry()]);
      expect((await verifyAudit(records)).words).toMatch(`All ${rows + 1} rows`);
    },
  );
});

describe("checkpoints", () => {
  it("are made by the hour, by the rows and at the end, and written where they are told to", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "openlock-audit-"));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const records = await openRecords({ dataDir });
    const clock = { now: AT };
    const file = join(dataDir, "checkpoints.txt");
    const checkpoints = await Checkpoints.start({ records, log: silent, now: () => clock.now, file });
    const made = async () => (await records.auditChain.checkpoints(0, 500)).map(({ seq }) => seq);
    await checkpoints.lookAt();
    expect(await made()).toEqual([]);
    await records.audit.append([entry()]);
    await checkpoints.lookAt();
    expect(await made()).toEqual([1]);
    await records.audit.append([entry()]);
    clock.now += 3600_000 - 1;
    await checkpoints.lookAt();
    expect(await made()).toEqual([1]);
    clock.now += 1;
    await checkpoints.lookAt();
    await checkpoints.lookAt();
    expect(await made()).toEqual([1, 2]);
    for (let commit = 0; commit < 20; commit++) {
      await records.audit.append(Array.from({ length: 500 }, () => entry()));
    }
    await checkpoints.lookAt();
    expect(await made()).toEqual([1, 2, 10_002]);
    await records.audit.append([entry()]);
    await checkpoints.stop();
    expect(await made()).toEqual([1, 2, 10_002, 10_003]);
    const kept = (await readFile(file, "utf8")).trim().split("\n");
    expect(kept).toHaveLength(4);
    expect((await verifyAudit(records, kept)).words).toMatch(/8 known points/);
    await records.close();
  });
});
