import { readConfig } from "../config/config.ts";
import { migrateRecords } from "../records/open.ts";
import { noArguments } from "./arguments.ts";
import { recordsOf } from "./records-of.ts";
import type { Verb } from "./verb.ts";

export const migrate: Verb = {
  usage: "",
  summary: "Brings the database up to date, without starting a relay",
  help: `
“relay start” does the same. Migrations go forward only: make a backup first. One node at a time migrates, others wait.
SQLite belongs to one process: stop the relay that uses it.
`,
  async run(args) {
    noArguments(args);
    const { ran, newest } = await migrateRecords(recordsOf(readConfig(process.env)));
    const done = ran.length === 0 ? "The database was up to date" : `Migrated: ${ran.join(", ")}`;
    process.stdout.write(`${done}. Its schema is ${newest}.\n`);
  },
};
