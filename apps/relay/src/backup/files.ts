import { constants } from "node:fs";
import { access, copyFile, open } from "node:fs/promises";

export async function isThere(file: string): Promise<boolean> {
  try {
    await access(file, constants.F_OK);
    return true;
  } catch {
    return false;
  }
}

/** Copies to where nothing is yet; on the disk, and for this user alone, when it resolves. */
export async function copySecret(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await secure(to);
}

/** Makes a file this user's alone, and waits until the disk has it. */
export async function secure(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the disk has a directory's names. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
