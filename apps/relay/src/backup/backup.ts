import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import Libsql from "libsql";
import { BackupError } from "./errors.ts";
import { copySecret, isThere, secure, syncDirectory } from "./files.ts";
import { AUTHORITY, type BackupFile, MANIFEST, type Manifest, STORE, sha256File } from "./manifest.ts";

const BUSY_MS = 10_000;

/**
 * Copies the SQLite store in `dataDir`, as it is at one moment, and the relay's certificate authority into the new
 * directory `target`. A relay may run on it: its commits go on meanwhile, and those acknowledged before are in.
 * What fails leaves no `target`.
 *
 * @throws {BackupError}
 */
export async function makeBackup(
  dataDir: string,
  target: string,
  now: number,
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  if (!(await isThere(join(dataDir, STORE)))) {
    throw new BackupError(`There is no store in ${dataDir}. Set OPENLOCK_DATA to the relay's.`);
  }
  if (await isThere(target)) throw new BackupError(`${target} is there already. Say a new directory.`);
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(join(part, "tls"), { recursive: true, mode: 0o700 });
    copyStore(join(dataDir, STORE), join(part, STORE));
    await secure(join(part, STORE));
    const names: BackupFile[] = [STORE];
    for (const name of AUTHORITY) {
      if (!(await isThere(join(dataDir, name)))) continue;
      await copySecret(join(dataDir, name), join(part, name));
      names.push(name);
    }
    const manifest: Manifest = { version: 1, madeAt: now, files: {} };
    let bytes = 0;
    for (const name of names) {
      manifest.files[name] = await sha256File(part, name);
      bytes += (await stat(join(part, name))).size;
    }
    await writeFile(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await secure(join(part, MANIFEST));
    for (const dir of [join(part, "tls"), part]) await syncDirectory(dir);
    await rename(part, target);
    await syncDirectory(dirname(target));
    return { files: names, bytes };
  } catch (cause) {
    await rm(part, { recursive: true, force: true });
    throw new BackupError(`No backup was made: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** `VACUUM INTO` reads one snapshot, whatever is written meanwhile. */
function copyStore(from: string, to: string): void {
  const store = new Libsql(from);
  try {
    store.pragma(`busy_timeout = ${BUSY_MS}`);
    store.prepare("vacuum into ?").run(to);
  } finally {
    store.close();
  }
  const copy = new Libsql(to);
  try {
    requireWhole(copy);
  } finally {
    copy.close();
  }
}

/** @throws {BackupError} where SQLite finds the file damaged */
export function requireWhole(store: Libsql.Database): void {
  const rows = store.prepare("pragma integrity_check").all() as { integrity_check: string }[];
  if (rows.length === 1 && rows[0]?.integrity_check === "ok") return;
  throw new BackupError(`the store is damaged: ${rows[0]?.integrity_check ?? "unknown"}`);
}
