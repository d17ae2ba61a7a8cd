// `pnpm bench:journal [rows]`: what a durable, chained row costs, journal and store alone (docs/decisions/003): processor
// time of this process, all its threads, for rows like a command's, at 1, 8 and 64 callers. SQLite in a directory of
// its own; with DATABASE_URL that PostgreSQL, whose own processor time is not counted.
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createJournal } from "../apps/relay/src/audit/group-commit.ts";
import { openRecords } from "../apps/relay/src/records/open.ts";
import { randomBase64url } from "../packages/protocol/src/base64url.ts";

const ROWS = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;
const databaseUrl = process.env.DATABASE_URL;

console.log(`${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}\n`);
console.log("| callers | rows/s | CPU µs/row |\n| --- | --- | --- |");
for (const callers of [1, 8, 64]) {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-bench-journal-"));
  const records = await openRecords({ dataDir, ...(databaseUrl ? { databaseUrl } : {}) });
  const journal = createJournal(records.audit);
  const rows = callers === 1 ? ROWS / 10 : ROWS;
  await write(journal, callers, rows / 4);
  const rounds: { rate: number; cpu: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await write(journal, callers, rows));
  const [rate, cpu] = [median(rounds.map(({ rate }) => rate)), median(rounds.map(({ cpu }) => cpu))];
  console.log(`| ${callers} | ${rate.toFixed(0)} | ${cpu.toFixed(1)} |`);
  await journal.close();
  await records.close();
  await rm(dataDir, { recursive: true });
}

function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;
}

async function write(journal: ReturnType<typeof createJournal>, callers: number, rows: number) {
  let left = rows;
  const caller = async () => {
    while (left > 0) {
      left -= 2;
      const about = {
        at: Date.now(),
        actor: { kind: "person", id: "b3b1c1d2-8f3a-4f0e-9d7c-2a1f0e9d8c7b", label: "Olga Owner" },
        ip: "192.0.2.17",
        action: "command.send",
        door: `door-${left % 100}`,
        ref: randomBase64url(16),
      } as const;
      await journal.write({ ...about, outcome: "begun", commandHash: randomBase64url(32) });
      await journal.write({ ...about, outcome: "done" });
    }
  };
  const before = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { rate: rows / seconds, cpu: (user + system) / rows };
}
