import { appendFile, copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiKeyView, Claim, NewApiKeyAnswer } from "@openlock/api";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeBackup } from "../src/backup/backup.ts";
import { BackupError } from "../src/backup/errors.ts";
import { restoreBackup } from "../src/backup/restore.ts";
import { TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

let dir: string;
let data: string;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "openlock-backup-"));
  data = join(dir, "data");
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await rm(dir, { recursive: true, force: true });
});

async function start(options: Parameters<typeof TestRelay.start>[0] = {}): Promise<TestRelay> {
  const relay = await TestRelay.start({ data, ...options });
  closing.push(() => relay.close());
  return relay;
}

async function run(args: readonly string[], change: Readonly<Record<string, string>> = {}) {
  const relay = new RelayProcess({ OPENLOCK_DATA: data, ...change }, args);
  return { code: await relay.ended(), output: relay.output };
}

test("a backup under load holds all that was acknowledged before; restored, it reopens no replay window", async () => {
  const relay = await start();
  const { door, keys, boot } = await relay.online(await someDeviceKeys());
  const { claim } = (await relay.ask(`/api/doors/${door}/claim`, { method: "POST" })).json<Claim>();

  const acknowledged: string[] = [];
  let writing = true;
  const writers = Array.from({ length: 4 }, async () => {
    while (writing) acknowledged.push(await relay.addDoor());
  });
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  const before = [...acknowledged];
  const taken = join(dir, "taken");
  expect(await run(["backup", taken])).toMatchObject({
    code: 0,
    output: expect.stringContaining("tls/ca.pem"),
  });
  const after = acknowledged.length;
  writing = false;
  await Promise.all(writers);
  expect(after).toBeGreaterThan(before.length);

  // What goes through between the backup and the loss of the store, the backup cannot know of.
  const device = await again(relay, { door, keys, boot });
  const lost = await seal(device);
  expect((await relay.send(door, lost.jwe)).status).toBe(200);
  const ca = relay.relay.ca;
  await relay.close();
  await rm(data, { recursive: true });

  expect(await run(["restore", taken])).toMatchObject({
    code: 0,
    output: expect.stringContaining("relay start"),
  });
  expectConsistent(join(data, "openlock.sqlite"), before);
  const clock = { ahead: 0 };
  const restored = await start({ now: () => Date.now() + clock.ahead });
  expect(restored.relay.setUpLink).toBeUndefined();
  // The same authority: devices trust it without being touched, and need no claim.
  expect(restored.relay.ca).toBe(ca);
  const back = await again(restored, { door, keys, boot });
  expectProblem(await restored.ask("/api/doors", { token: relay.owner }), "unauthenticated", 401);
  const { accessToken: token } = await restored.signIn("owner@example.org");
  expectProblem(await restored.send(door, lost.jwe, { token }), "stale", 422);
  expectProblem(await restored.send(door, (await seal(back)).jwe, { token }), "stale", 422);
  expect(back.commands).toEqual([]);
  const stranger = new TestDevice(restored.relay, door, await someDeviceKeys());
  expect((await stranger.tryRegister(claim, { boot })).status).toBe(200);
  expect((await restored.ask(`/api/doors/${door}`, { token })).json()).not.toHaveProperty("claimExpiresAt");

  clock.ahead = 61_000;
  expectProblem(await restored.send(door, lost.jwe, { token }), "stale", 422);
  const now = Date.now() + clock.ahead;
  expect((await restored.send(door, (await seal(back, { now })).jwe, { token })).status).toBe(200);
  const history = await restored.ask("/api/audit", { token });
  expect(history.text).toContain('"store.restore"');
});

test("after a restore API keys are those of the backup: one revoked since is good again, one made since is not", async () => {
  const relay = await start();
  const door = await relay.addDoor();
  const make = async (at: TestRelay, token = at.owner) => {
    const json = { name: "Booking", doors: { all: true }, uses: ["key"] };
    return (await at.ask("/api/api-keys", { method: "POST", json, token })).json<NewApiKeyAnswer>();
  };
  const use = (at: TestRelay, { key }: NewApiKeyAnswer) => at.ask(`/api/doors/${door}/key`, { token: key });
  const [kept, revoked] = [await make(relay), await make(relay)];
  const taken = join(dir, "taken");
  await makeBackup(data, taken, Date.now());
  await relay.ask(`/api/api-keys/${revoked.id}`, { method: "DELETE" });
  expectProblem(await use(relay, revoked), "unauthenticated", 401);
  const since = await make(relay);
  expectProblem(await use(relay, since), "not-registered", 404);
  await relay.close();
  await rm(data, { recursive: true });
  await restoreBackup(taken, data, Date.now());

  const restored = await start();
  for (const good of [kept, revoked]) expectProblem(await use(restored, good), "not-registered", 404);
  expectProblem(await use(restored, since), "unauthenticated", 401);
  // Where one is not sure, all are revoked and made anew.
  const { accessToken: token } = await restored.signIn("owner@example.org");
  const { keys } = (await restored.ask("/api/api-keys", { token })).json<{ keys: ApiKeyView[] }>();
  expect(keys.map(({ id }) => id).sort()).toEqual([kept.id, revoked.id].sort());
  for (const { id } of keys) await restored.ask(`/api/api-keys/${id}`, { method: "DELETE", token });
  for (const old of [kept, revoked]) expectProblem(await use(restored, old), "unauthenticated", 401);
  expectProblem(await use(restored, await make(restored, token)), "not-registered", 404);
});

test("what is in a backup is for this user alone", async () => {
  await start();
  const taken = join(dir, "taken");
  await makeBackup(data, taken, Date.now());
  expect((await stat(taken)).mode & 0o777).toBe(0o700);
  expect((await stat(join(taken, "tls"))).mode & 0o777).toBe(0o700);
  const files = [
    ...(await readdir(taken)),
    ...(await readdir(join(taken, "tls"))).map((name) => `tls/${name}`),
  ];
  expect(files.sort()).toEqual(["backup.json", "openlock.sqlite", "tls", "tls/ca-key.pem", "tls/ca.pem"]);
  for (const file of files.filter((name) => name !== "tls")) {
    expect((await stat(join(taken, file))).mode & 0o777, file).toBe(0o600);
  }
});

test("nothing is overwritten, and nothing damaged is taken", async () => {
  const relay = await start();
  const [taken, other, elsewhere] = [join(dir, "taken"), join(dir, "other"), join(dir, "elsewhere")];
  const now = Date.now();
  const refused = async (doing: Promise<unknown>, said: RegExp) => {
    const error = await doing.then(String, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(BackupError);
    expect(String(error)).toMatch(said);
  };
  // By a process of its own, as in life: a connection from here writes into the store again once it is collected.
  expect(await run(["backup", taken])).toMatchObject({ code: 0 });
  await refused(makeBackup(data, taken, now), /there already/);
  await refused(restoreBackup(taken, data, now), /A relay is running/);
  await relay.close();
  const store = await readFile(join(data, "openlock.sqlite"));
  await refused(
    restoreBackup(taken, data, now),
    /openlock\.sqlite.* is there already, and nothing is overwritten/,
  );
  expect(await readFile(join(data, "openlock.sqlite"))).toEqual(store);
  await rm(join(data, "openlock.sqlite"));
  // What is left of the store before would be read as part of the restored one.
  await writeFile(join(data, "openlock.sqlite-wal"), "pages");
  await refused(restoreBackup(taken, data, now), /openlock\.sqlite-wal.* is there already/);
  for (const left of ["-wal", "-shm"]) await rm(join(data, `openlock.sqlite${left}`), { force: true });
  await writeFile(join(data, "tls", "ca.pem"), "another authority");
  await refused(restoreBackup(taken, data, now), /ca\.pem is there already/);
  // The very same authority is no obstacle.
  await copyFile(join(taken, "tls", "ca.pem"), join(data, "tls", "ca.pem"));
  await restoreBackup(taken, data, now);

  await refused(makeBackup(elsewhere, other, now), /no store in .*OPENLOCK_DATA/);
  await refused(restoreBackup(dir, elsewhere, now), /no backup by this version/);
  await writeFile(join(data, "openlock.sqlite"), "not a store", { flag: "r+" });
  await refused(makeBackup(data, other, now), /No backup was made/);
  expect(await readdir(dir)).not.toContain("other");
  await appendFile(join(taken, "openlock.sqlite"), "x");
  await refused(restoreBackup(taken, elsewhere, now), /openlock\.sqlite in .* is damaged/);
  expect(await readdir(dir)).not.toContain("elsewhere");
});

test("of PostgreSQL it says who makes backups", async () => {
  const DATABASE_URL = "postgres://relay:hidden@localhost/openlock";
  for (const [verb, said] of [
    ["backup", /pg_dump/],
    ["restore", /pg_restore/],
  ] as const) {
    const { code, output } = await run([verb, join(dir, "taken")], { DATABASE_URL });
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(said) });
    expect(output).not.toContain("hidden");
  }
});

async function again(
  relay: TestRelay,
  { door, keys, boot }: Pick<TestDevice, "door" | "keys" | "boot">,
): Promise<TestDevice> {
  const device = new TestDevice(relay.relay, door, keys);
  device.boot = boot;
  await device.start();
  closing.unshift(async () => device.stop());
  return device;
}

/** One moment of the store: every door acknowledged before is there, and no row says that a door was made that is not. */
function expectConsistent(file: string, doors: readonly string[]): void {
  const store = new Libsql(file, { readonly: true });
  const ids = (query: string) => (store.prepare(query).all() as { id: string }[]).map(({ id }) => id);
  const made = ids("select id from doors");
  for (const door of doors) expect(made).toContain(door);
  for (const door of ids("select door as id from audit where action = 'door.create' and outcome = 'done'")) {
    expect(made).toContain(door);
  }
  store.close();
}
