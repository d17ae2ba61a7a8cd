import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { ConfigError, readConfig } from "../config/config.ts";
import { openRecords } from "../records/open.ts";
import { verifyAudit } from "./verify.ts";

/**
 * `relay audit verify [--checkpoints FILE]`: says whether the journal is the one that was written. It changes nothing,
 * so a relay may run meanwhile.
 *
 * @returns the exit code: 0 where it is, 1 where it is not. Throws where that cannot be told.
 */
export async function verifyCommand(args: readonly string[]): Promise<number> {
  const file = readArguments(args);
  const kept = file === undefined ? [] : await readLines(file);
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

function readArguments(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { checkpoints: { type: "string" } } }).values.checkpoints;
  } catch (cause) {
    throw new ConfigError("Usage: relay audit verify [--checkpoints FILE]", { cause });
  }
}

async function readLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ConfigError(`--checkpoints: ${file} cannot be read.`, { cause });
  });
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
