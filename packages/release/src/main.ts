#!/usr/bin/env node
import { run } from "./cli.ts";
import { ReleaseError } from "./errors.ts";

try {
  console.log(await run(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(`openlock-release: ${error.message}`);
  process.exitCode = error.code === "usage" ? 2 : 1;
}
