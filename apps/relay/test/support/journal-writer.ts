// Writes to the journal as fast as it goes, as a relay with many callers does, until it is killed; prints how many rows
// were acknowledged. Argument: where the records are, as JSON. Needs a loader for TypeScript.
import { writeSync } from "node:fs";
import { createJournal } from "../../src/audit/group-commit.ts";
import { openRecords } from "../../src/records/open.ts";

const records = await openRecords(JSON.parse(process.argv[2] ?? "{}"));
const journal = createJournal(records.audit);
let acknowledged = 0;
const caller = async () => {
  for (;;) {
    await journal.write({ at: Date.now(), actor: { kind: "relay" }, action: "written", outcome: "done" });
    acknowledged += 1;
    if (acknowledged % 20 === 0) writeSync(1, `${acknowledged}\n`);
  }
};
await Promise.all(Array.from({ length: 32 }, caller));
