import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import Libsql from "libsql";
import { RESTORED_AT } from "../records/restored.ts";
import { requireWhole } from "./backup.ts";
import { BackupError } from "./errors.ts";
import { copySecret, isThere, syncDirectory } from "./files.ts";
import { AUTHORITY, type BackupFile, MANIFEST, Manifest, STORE, sha256File } from "./manifest.ts";

/** What is good once, or until it is revoked; an older schema has fewer of these. */
const ONCE: ReadonlySet<string> = new Set(["families", "sign_in_codes", "passkey_challenges", "invitations"]);

/**
 * Puts a backup into `dataDir`, where there is no store yet. Sign-ins and codes of then end, for some may have been
 * revoked or used up since; and the store remembers when this was, because what went through since is not in it.
 *
 * @throws {BackupError}
 */
export async function restoreBackup(source: string, dataDir: string, now: number): Promise<Manifest> {
  const manifest = await readManifest(source);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockStore(dataDir);
  const part = join(dataDir, `${STORE}.part`);
  try {
    await requireEmpty(source, dataDir, manifest);
    await rm(part, { force: true });
    await copySecret(join(source, STORE), part);
    makeSafe(part, now);
    for (const name of AUTHORITY) {
      const file = join(dataDir, name);
      if (manifest.files[name] === undefined || (await isThere(file))) continue;
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await copySecret(join(source, name), file);
      await syncDirectory(dirname(file));
    }
    // The last step: before it there is no store, and all may be tried again.
    await rename(part, join(dataDir, STORE));
    await syncDirectory(dataDir);
    return manifest;
  } catch (cause) {
    await rm(part, { force: true });
    if (cause instanceof BackupError) throw cause;
    throw new BackupError(`Nothing was restored: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  } finally {
    lock.close();
  }
}

async function readManifest(source: string): Promise<Manifest> {
  let manifest: Manifest;
  try {
    manifest = Manifest.parse(JSON.parse(await readFile(join(source, MANIFEST), "utf8")));
  } catch (cause) {
    throw new BackupError(
      `${source} is no backup by this version of the relay: its ${MANIFEST} does not fit.`,
      {
        cause,
      },
    );
  }
  if (manifest.files[STORE] === undefined) throw new BackupError(`${source} has no ${STORE}.`);
  for (const [name, expected] of Object.entries(manifest.files)) {
    const found = await sha256File(source, name as BackupFile).catch(() => "missing");
    if (found !== expected) {
      throw new BackupError(
        `${name} in ${source} is damaged: it is not what was backed up. Take another backup.`,
      );
    }
  }
  return manifest;
}

/** The relay's own lock: none starts on half a store, and none is running. */
function lockStore(dataDir: string): Libsql.Database {
  const lock = new Libsql(join(dataDir, "openlock.lock"));
  try {
    lock.exec("begin exclusive");
    return lock;
  } catch (cause) {
    lock.close();
    throw new BackupError(`A relay is running on ${dataDir}. Stop it, and say an empty OPENLOCK_DATA.`, {
      cause,
    });
  }
}

async function requireEmpty(source: string, dataDir: string, manifest: Manifest): Promise<void> {
  const taken: string[] = [];
  // A log that an earlier store has left would be taken for this one's, and its pages for newer ones.
  for (const name of [STORE, `${STORE}-wal`, `${STORE}-shm`, `${STORE}-journal`]) {
    if (await isThere(join(dataDir, name))) taken.push(name);
  }
  for (const name of AUTHORITY) {
    if (!(await isThere(join(dataDir, name)))) continue;
    // An authority that is the very same, such as of a restore that was broken off, is no obstacle.
    if (manifest.files[name] !== (await sha256File(dataDir, name))) taken.push(name);
  }
  if (taken.length === 0) return;
  throw new BackupError(
    `In ${dataDir} ${taken.join(", ")} is there already, and nothing is overwritten. Move it away, or set OPENLOCK_DATA ` +
      `to an empty directory, then restore ${source} again.`,
  );
}

function makeSafe(file: string, now: number): void {
  const store = new Libsql(file);
  try {
    requireWhole(store);
    store.pragma("foreign_keys = ON");
    store.exec("begin immediate");
    const tables = store.prepare("select name from sqlite_master where type = 'table'").all() as {
      name: string;
    }[];
    for (const { name } of tables) if (ONCE.has(name)) store.exec(`delete from ${name}`);
    store.exec("update doors set claim_hash = null, claim_expires_at = null");
    store
      .prepare(
        "insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
      )
      .run(RESTORED_AT, String(now));
    store.exec("commit");
  } finally {
    store.close();
  }
}
