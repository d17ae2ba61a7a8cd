// Writes audit rows through the relay's SQLite thread until it is killed, and says which were acknowledged.
// JavaScript, for it runs in a process of its own. Argument: the data directory, which holds an up-to-date database.
import { once } from "node:events";
import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";

const [dataDir] = process.argv.slice(2);
const worker = new Worker(new URL("../../src/records/sqlite-worker.js", import.meta.url), {
  workerData: { dataDir },
});
await once(worker, "message");
const sql = "insert into audit (at, actor_kind, action, outcome) values (?, 'relay', 'written', 'done')";
for (let at = 1; ; at++) {
  worker.postMessage({ sql, parameters: [at] });
  const [answer] = await once(worker, "message");
  if ("error" in answer) throw new Error(answer.error);
  writeSync(1, `${at}\n`);
}
