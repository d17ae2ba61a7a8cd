import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { ask } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";

let data: string;
let environment: Record<string, string>;
let relay: RelayProcess | undefined;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "openlock-audit-command-"));
  environment = {
    OPENLOCK_DATA: data,
    PORT: String(await freePort()),
    TLS_PORT: String(await freePort()),
    AUDIT_CHECKPOINT_FILE: join(data, "kept.txt"),
    AUDIT_RETENTION_DAYS: "30",
  };
});
afterEach(async () => {
  await relay?.kill();
  await rm(data, { recursive: true, force: true });
});

async function verify(...args: string[]): Promise<{ code: number | string; said: string }> {
  const command = new RelayProcess(environment, ["audit", "verify", ...args]);
  const code = await command.ended();
  return { code, said: command.output };
}

test("relay audit verify: beside a running relay, with what was kept, and after somebody changed it", async () => {
  relay = new RelayProcess(environment);
  const [, token = ""] = await relay.printed(/setup#token=(\S+)/);
  const json = { token, email: "owner@example.org", name: "The owner" };
  await ask(`http://localhost:${environment.PORT}/api/setup`, { method: "POST", json });
  expect(await verify()).toEqual({ code: 0, said: expect.stringMatching(/^All \d+ rows are as they were/) });

  relay.signal("SIGTERM");
  await relay.ended();
  const kept = environment.AUDIT_CHECKPOINT_FILE ?? "";
  expect((await readFile(kept, "utf8")).trim().split("\n")).toHaveLength(1);
  // One beside the journal, one that was kept.
  expect(await verify("--checkpoints", kept)).toEqual({
    code: 0,
    said: expect.stringMatching(/2 known points/),
  });

  const file = new Libsql(join(data, "openlock.sqlite"));
  file.exec("delete from audit where seq > 2; delete from audit_checkpoints");
  expect(await verify("--checkpoints", kept)).toEqual({
    code: 1,
    said: expect.stringMatching(/is missing: the journal was cut/),
  });
  file.exec("update audit set ip = '192.0.2.66' where seq = 1");
  file.close();
  expect(await verify()).toEqual({ code: 1, said: expect.stringMatching(/not as it was written/) });
});

test("relay audit verify: says what it lacks, and that this is no verdict", async () => {
  const refused = async (said: RegExp, ...args: string[]) => {
    const answer = await verify(...args);
    expect(answer).toEqual({ code: 2, said: expect.stringMatching(said) });
    expect(answer.said).not.toContain("    at ");
  };
  await refused(/there is no database in it/);
  await refused(/Usage: relay audit verify/, "--other");
  await refused(/nowhere.txt cannot be read/, "--checkpoints", "/nowhere.txt");
  await writeFile(join(data, "openlock.sqlite"), "");
  await refused(/older/);
});
