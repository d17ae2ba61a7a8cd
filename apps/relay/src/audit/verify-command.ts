import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../config/config.ts";
import { openRecords } from "../records/open.ts";
import { verifyAudit } from "./verify.ts";

/**
 * `relay audit verify [--checkpoints FILE]`: says whether the journal is the one that was written. It changes nothing,
 * so a relay may run meanwhile.
 *
 * @returns the exit code: 0 where it is, 1 where it is not. Throws where that cannot be told.
 */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { checkpoints: { type: "string" } } });
  const kept = values.checkpoints === undefined ? [] : await readLines(values.checkpoints);
  const config = readConfig(process.env);
  const records = await openRecords({
    dataDir: config.OPENLOCK_DATA,
    readOnly: true,
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
  });
  try {
    const { sound, words } = await verifyAudit(records, kept);
    process.stdout.write(`${words}\n`);
    return sound ? 0 : 1;
  } finally {
    await records.close();
  }
}

async function readLines(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
