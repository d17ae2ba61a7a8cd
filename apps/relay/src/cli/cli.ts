import { auditVerify } from "./audit-verify.ts";
import { backup } from "./backup.ts";
import { explain } from "./explain.ts";
import { migrate } from "./migrate.ts";
import { restore } from "./restore.ts";
import { start } from "./start.ts";
import { userAdd } from "./user-add.ts";
import { type ExitCode, UsageError, type Verb } from "./verb.ts";

/** By name, of one word or two. */
const VERBS: ReadonlyMap<string, Verb> = new Map([
  ["start", start],
  ["migrate", migrate],
  ["backup", backup],
  ["restore", restore],
  ["audit verify", auditVerify],
  ["user add", userAdd],
]);

/** The `relay` command. */
export async function runCli(words: readonly string[]): Promise<ExitCode> {
  if (words.length > 0 && isHelp(words)) {
    process.stdout.write(overview());
    return 0;
  }
  const found = find(words.length === 0 ? ["start"] : words);
  if (!found) {
    process.stderr.write(`There is no “relay ${words.join(" ").slice(0, 80)}”.\n\n${overview()}`);
    return 2;
  }
  const { name, verb, args } = found;
  if (isHelp(args)) {
    process.stdout.write(helpOf(name, verb));
    return 0;
  }
  try {
    return (await verb.run(args)) ?? 0;
  } catch (error) {
    const misused = error instanceof UsageError;
    process.stderr.write(misused ? `${error.message}\n\n${helpOf(name, verb)}` : `${explain(error)}\n`);
    return misused ? 2 : 1;
  }
}

function find(words: readonly string[]) {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(" ");
    const verb = VERBS.get(name);
    if (verb) return { name, verb, args: words.slice(length) };
  }
  return undefined;
}

function isHelp(words: readonly string[]): boolean {
  return words[0] === "--help" || words[0] === "-h" || (words.length === 1 && words[0] === "help");
}

function overview(): string {
  const lines = [...VERBS].map(([name, { summary }]) => `  relay ${name.padEnd(14)} ${summary}`);
  return `Usage:\n${lines.join("\n")}\n
Each says more with --help. All are configured by the environment variables of a running relay;
apps/relay/README.md lists them, docs/operating.md says what to do when.
`;
}

function helpOf(name: string, { usage, summary, help }: Verb): string {
  return `${`Usage: relay ${name} ${usage}`.trim()}\n\n${summary}.\n${help}`;
}
