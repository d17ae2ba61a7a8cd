import { createHash } from "node:crypto";
import {
  DATA_SUBTYPE,
  findPartition,
  PARTITION_TABLE_OFFSET,
  PARTITION_TYPE,
  parsePartitionTable,
} from "@openlock/esp-image";
import { ReleaseError } from "./errors.ts";

/** The most flash that the smallest board for this firmware has, in bytes. */
export const FLASH_SIZE = 4 * 1024 * 1024;

/** A file and the flash address that it is written to. */
export interface ImagePart {
  readonly file: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * An ESP Web Tools manifest (esp-web-tools documentation, "Preparing your firmware"). `sha256` and `size` of each
 * part and the build's `release` are additions of ours, which ESP Web Tools ignores.
 */
export interface FirmwareManifest {
  readonly name: string;
  readonly version: string;
  readonly new_install_prompt_erase: boolean;
  readonly builds: readonly {
    readonly chipFamily: string;
    readonly parts: readonly {
      readonly path: string;
      readonly offset: number;
      readonly size: number;
      readonly sha256: string;
    }[];
    /** The application's manifest as a release key signed it (section 5). */
    readonly release?: string;
  }[];
}

/** The manifest of a folder in `firmware-images/`. */
export function buildManifest(about: {
  readonly name: string;
  readonly version: string;
  readonly chipFamily: string;
  readonly parts: readonly ImagePart[];
  readonly release?: string;
}): FirmwareManifest {
  return {
    name: about.name,
    version: about.version,
    // A reinstall keeps the NVS, and with it the door's identity, unless the person asks for an erase.
    new_install_prompt_erase: true,
    builds: [
      {
        chipFamily: about.chipFamily,
        parts: about.parts.map(({ file, offset, bytes }) => ({
          path: file,
          offset,
          size: bytes.length,
          sha256: createHash("sha256").update(bytes).digest("hex"),
        })),
        ...(about.release === undefined ? {} : { release: about.release }),
      },
    ],
  };
}

/**
 * Makes sure that a reinstall keeps a board's settings and key.
 *
 * @throws {ReleaseError} `identity-at-risk` where a part reaches into the NVS partition, or no table says where that is
 */
export function checkKeepsNvs(parts: readonly ImagePart[]): void {
  const table = parts.find(({ offset }) => offset === PARTITION_TABLE_OFFSET);
  const nvs =
    table &&
    findPartition(parsePartitionTable(table.bytes, FLASH_SIZE), PARTITION_TYPE.data, DATA_SUBTYPE.nvs);
  if (!nvs) {
    throw new ReleaseError("identity-at-risk", "No part is a partition table with an NVS partition.");
  }
  const over = parts.find(
    ({ offset, bytes }) => offset < nvs.offset + nvs.size && offset + bytes.length > nvs.offset,
  );
  if (!over) return;
  throw new ReleaseError(
    "identity-at-risk",
    `${over.file} reaches into the NVS partition, where a board keeps its settings and its key.`,
  );
}
