#!/usr/bin/env node
import { runCli } from "./cli/cli.ts";

const code = await runCli(process.argv.slice(2));
// A relay that was started goes on; what failed ends, whatever it has left open.
if (code !== 0) process.exit(code);
