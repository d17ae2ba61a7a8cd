import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { verifyAudit } from "../audit/verify.ts";
import { ConfigError, readConfig } from "../config/config.ts";
import { openRecords } from "../records/open.ts";
import { explain } from "./explain.ts";
import { recordsOf } from "./records-of.ts";
import { UsageError, type Verb } from "./verb.ts";

export const auditVerify: Verb = {
  usage: "[--checkpoints FILE]",
  summary: "Says whether the audit is as it was written",
  help: `
  --checkpoints FILE   checkpoints that you kept, a line each, to hold it against

It changes nothing, so a relay may run meanwhile. The exit code is 0 where all is as it was written, 1 where it is not, and 2
where that cannot be told. docs/audit.md says what it proves.
`,
  async run(args) {
    const file = readArguments(args);
    try {
      return await verify(file);
    } catch (error) {
      // 1 would be a verdict.
      process.stderr.write(`${explain(error)}\n`);
      return 2;
    }
  },
};

async function verify(file: string | undefined): Promise<0 | 1> {
  const kept = file === undefined ? [] : await readLines(file);
  const records = await openRecords({ ...recordsOf(readConfig(process.env)), readOnly: true });
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
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new ConfigError(`--checkpoints: ${file} cannot be read.`, { cause });
  });
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "");
}
