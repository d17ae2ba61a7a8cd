import { ProvisioningError } from "../errors.ts";
import type { Image } from "./images.ts";

// ESP-IDF's partition table: 32-byte entries at 0x8000; type 1 is data, subtype 2 of it NVS, where esplock keeps its
// key and settings. https://docs.espressif.com/projects/esp-idf/en/stable/esp32/api-guides/partition-tables.html
const TABLE_ADDRESS = 0x8000;
const ENTRY_BYTES = 32;
const ENTRY_MAGIC = 0x50aa;

/**
 * Makes sure that writing these images leaves settings and key alone, by the partition table among them.
 *
 * @throws {ProvisioningError} `identity-at-risk`
 */
export function checkKeepsIdentity(images: readonly Image[]): void {
  for (const kept of nvsPartitions(images)) {
    const over = images.find(({ address, data }) => address < kept.end && address + data.length > kept.start);
    if (over) {
      throw new ProvisioningError(
        "identity-at-risk",
        `The image for address 0x${over.address.toString(16)} would write over the board's settings and key.`,
      );
    }
  }
}

function nvsPartitions(images: readonly Image[]): { start: number; end: number }[] {
  const holder = images.find(
    ({ address, data }) => address <= TABLE_ADDRESS && address + data.length > TABLE_ADDRESS + ENTRY_BYTES,
  );
  if (!holder) return [];
  const table = holder.data.subarray(TABLE_ADDRESS - holder.address);
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const found: { start: number; end: number }[] = [];
  for (
    let at = 0;
    at + ENTRY_BYTES <= view.byteLength && view.getUint16(at, true) === ENTRY_MAGIC;
    at += ENTRY_BYTES
  ) {
    const isNvs = view.getUint8(at + 2) === 1 && view.getUint8(at + 3) === 2;
    const start = view.getUint32(at + 4, true);
    if (isNvs) found.push({ start, end: start + view.getUint32(at + 8, true) });
  }
  return found;
}
