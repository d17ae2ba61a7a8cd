import { createHash } from "node:crypto";
import { concat, fieldText, halfAt, hex, isErased, wordAt, words } from "./bytes.ts";

/** ESP-IDF programming guide, "Partition Tables": where the table lies, and how an entry looks. */
export const PARTITION_TABLE_OFFSET = 0x8000;
export const PARTITION_TABLE_SIZE = 0xc00;
const ENTRY_SIZE = 32;
const ENTRY_MAGIC = 0x50aa;
const MD5_MAGIC = 0xebeb;

export const PARTITION_TYPE = { app: 0, data: 1 } as const;
export const APP_SUBTYPE = { factory: 0x00, ota0: 0x10 } as const;
export const DATA_SUBTYPE = { ota: 0x00, phy: 0x01, nvs: 0x02, coredump: 0x03 } as const;

export interface Partition {
  readonly label: string;
  readonly type: number;
  readonly subtype: number;
  readonly offset: number;
  readonly size: number;
}

/** Why a partition table cannot be used, in the words of the second-stage bootloader. */
export class PartitionTableError extends Error {}

/** @throws {PartitionTableError} */
export function parsePartitionTable(table: Uint8Array, flashSize: number): readonly Partition[] {
  const partitions: Partition[] = [];
  let verified = false;
  for (let at = 0; at + ENTRY_SIZE <= table.length; at += ENTRY_SIZE) {
    const entry = table.subarray(at, at + ENTRY_SIZE);
    if (isErased(entry)) break;
    const magic = halfAt(entry, 0);
    if (magic === MD5_MAGIC && !verified) {
      const digest = createHash("md5").update(table.subarray(0, at)).digest();
      if (!digest.equals(entry.subarray(16))) throw new PartitionTableError("Incorrect MD5 checksum");
      verified = true;
      continue;
    }
    if (magic !== ENTRY_MAGIC || verified) {
      const index = at / ENTRY_SIZE;
      throw new PartitionTableError(`partition ${index} invalid magic number 0x${hex(magic, 4)}`);
    }
    const partition = parseEntry(entry);
    if (partition.offset + partition.size > flashSize) {
      throw new PartitionTableError(
        `partition ${partitions.length} invalid - offset 0x${hex(partition.offset, 0)} size 0x${hex(partition.size, 0)} exceeds flash chip size 0x${hex(flashSize, 0)}`,
      );
    }
    partitions.push(partition);
  }
  if (partitions.length === 0) throw new PartitionTableError("partition table has no entries");
  return partitions;
}

function parseEntry(entry: Uint8Array): Partition {
  return {
    label: fieldText(entry.subarray(12, 28)),
    type: entry[2] ?? 0,
    subtype: entry[3] ?? 0,
    offset: wordAt(entry, 4),
    size: wordAt(entry, 8),
  };
}

/** The table as `gen_esp32part.py` writes it: entries, their MD5, and 0xFF up to the end. */
export function encodePartitionTable(partitions: readonly Partition[]): Uint8Array {
  const entries = concat(
    ...partitions.map((partition) => {
      const label = new Uint8Array(16);
      label.set(new TextEncoder().encode(partition.label).subarray(0, 16));
      return concat(
        Uint8Array.of(ENTRY_MAGIC & 0xff, ENTRY_MAGIC >> 8, partition.type, partition.subtype),
        words(partition.offset, partition.size),
        label,
        words(0),
      );
    }),
  );
  const table = new Uint8Array(PARTITION_TABLE_SIZE).fill(0xff);
  table.set(entries);
  table.set([MD5_MAGIC & 0xff, MD5_MAGIC >> 8], entries.length);
  table.set(createHash("md5").update(entries).digest(), entries.length + 16);
  return table;
}

export function findPartition(
  partitions: readonly Partition[],
  type: number,
  subtype: number,
): Partition | undefined {
  return partitions.find((partition) => partition.type === type && partition.subtype === subtype);
}
