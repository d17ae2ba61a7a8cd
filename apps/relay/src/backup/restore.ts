import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import Libsql from "libsql";
import { RESTORED_AT } from "../records/restored.ts";
import { requireWhole } from "./backup.ts";
import { BackupError } from "./errors.ts";
import { copySecret, isThere, syncDirectory } from "./files.ts";
import { AUTHORITY, type BackupFile, MANIFEST, Manifest, STORE, sha256File } from "./manifest.ts";

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
  const taken = async (name: BackupFile) =>
    (await isThere(join(dataDir, name))) &&
    // An authority that is the very same, such as of a restore that was broken off, is no obstacle.
    (name === STORE || manifest.files[name] !== (await sha256File(dataDir, name)));
  for (const name of [STORE, ...AUTHORITY] as const) {
    if (!(await taken(name))) continue;
    throw new BackupError(
      `${join(dataDir, name)} is there already, and nothing is overwritten. Move it away, or set OPENLOCK_DATA to ` +
        `an empty directory, then restore ${source} again.`,
    );
  }
}

function makeSafe(file: string, now: number): void {
  const store = new Libsql(file);
  try {
    requireWhole(store);
    store.pragma("foreign_keys = ON");
    store.exec("begin immediate");
    store.exec("delete from families");
    store.exec("delete from sign_in_codes");
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
