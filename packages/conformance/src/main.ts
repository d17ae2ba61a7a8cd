#!/usr/bin/env node
import { parseArguments, USAGE, UsageError } from "./board/args.ts";
import { BoardBench } from "./board/bench.ts";
import { report } from "./report.ts";
import { CHECKS } from "./suite/checks.ts";
import { PASSWORDS, prepare } from "./suite/rig.ts";

try {
  const options = parseArguments(process.argv.slice(2));
  if (options === "help") {
    console.log(USAGE);
  } else {
    const { password, only, ...board } = options;
    const passwords = [...PASSWORDS, ...(password === undefined ? [] : [password])];
    const checks = CHECKS.filter(({ section, sentence }) => `${section} ${sentence}`.includes(only));
    const common = await prepare(new BoardBench({ ...board, passwords }));
    const { failed } = await report(common, checks, console.log);
    process.exit(failed > 0 ? 1 : 0);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`conformance: ${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
