import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { cp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type Device, PART_NAMES, type PartName } from "./device.ts";

/** Where one device keeps what it stores. */
export interface DeviceFolder {
  readonly path: string;
  /** `storage.save` and `storage.read` of the device. */
  save(): Promise<string>;
  read(): Promise<Uint8Array>;
}

/** Devices that run on this machine and have every part, each with a folder of its own. */
export abstract class LocalBench implements Bench {
  abstract readonly name: string;
  readonly parts: readonly PartName[] = PART_NAMES;
  readonly host = "localhost";
  readonly wifi = { ssid: "conformance", password: "wifi-password" } as const;
  readonly #dir = mkdtempSync(join(tmpdir(), "openlock-conformance-"));

  async start(changed: () => void, saved?: string): Promise<Device<PartName>> {
    const path = join(this.#dir, randomUUID());
    if (saved !== undefined) await cp(saved, path, { recursive: true });
    const save = async () => {
      const copy = join(this.#dir, randomUUID());
      await cp(path, copy, { recursive: true });
      return copy;
    };
    const read = () => contentOf(path);
    const device = await this.startIn({ path, save, read }, changed);
    return {
      ...device,
      close: async () => {
        await device.close();
        await rm(path, { recursive: true, force: true });
      },
    };
  }

  /** @param folder of which the path need not exist yet */
  protected abstract startIn(folder: DeviceFolder, changed: () => void): Promise<Device<PartName>>;

  /** Ends it, its devices being closed. */
  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }
}

async function contentOf(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}
