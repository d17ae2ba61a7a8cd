import { createHash } from "node:crypto";
import {
  APP_SUBTYPE,
  buildDescriptor,
  buildImage,
  concat,
  DATA_SUBTYPE,
  encodeOtaEntry,
  encodePartitionTable,
  OTA_STATE,
  PARTITION_TABLE_OFFSET,
  PARTITION_TYPE,
  type Partition,
} from "@openlock/esp-image";
import type { ImagePart } from "@openlock/release";
import { FLASH_SIZE, SECTOR_SIZE } from "../chip/flash.ts";

/** Found in the application descriptor; the virtual chip looks its program up by this name. */
export const VIRTUAL_PROJECT = "esplock-virtual";
/** Of the release in `firmware-images/virtual/`. Raise both together and run `pnpm run images`. */
export const VIRTUAL_VERSION = "0.1.0";
export const VIRTUAL_BUILT_AT = new Date("2026-11-24T08:00:00Z");

const BOOTLOADER_OFFSET = 0x1000;
const NVS_OFFSET = 0x9000;
const OTA_DATA_OFFSET = 0xe000;
const OTA_DATA_SIZE = 2 * SECTOR_SIZE;
const APP_OFFSET = 0x10000;
const APP_SIZE = 0x1e0000;

/** Arduino's "minimal SPIFFS" layout for 4 MB, without the SPIFFS: two slots of 1.9 MB. */
const PARTITIONS: readonly Partition[] = [
  {
    label: "nvs",
    type: PARTITION_TYPE.data,
    subtype: DATA_SUBTYPE.nvs,
    offset: NVS_OFFSET,
    size: OTA_DATA_OFFSET - NVS_OFFSET,
  },
  {
    label: "otadata",
    type: PARTITION_TYPE.data,
    subtype: DATA_SUBTYPE.ota,
    offset: OTA_DATA_OFFSET,
    size: OTA_DATA_SIZE,
  },
  { label: "app0", type: PARTITION_TYPE.app, subtype: APP_SUBTYPE.ota0, offset: APP_OFFSET, size: APP_SIZE },
  {
    label: "app1",
    type: PARTITION_TYPE.app,
    subtype: APP_SUBTYPE.ota0 + 1,
    offset: APP_OFFSET + APP_SIZE,
    size: APP_SIZE,
  },
  {
    label: "coredump",
    type: PARTITION_TYPE.data,
    subtype: DATA_SUBTYPE.coredump,
    offset: 0x3f0000,
    size: 0x10000,
  },
];

/** Xtensa `j .`: should this ever reach a real chip, it stands still until the watchdog resets it. */
const STAND_STILL = Uint8Array.of(0x06, 0xff, 0xff, 0x00);
const NOTICE =
  "This image runs only on OpenLock's virtual doors. It holds no machine code for a real ESP32, which stands still with it.\n";

const DROM = 0x3f400020;
const DRAM = 0x3ffb0000;
const IRAM = 0x40080000;
const IROM = 0x400d0020;
const BOOTLOADER_DRAM = 0x3fff0030;
const BOOTLOADER_IRAM = 0x40078000;

/** The four parts as they are flashed. The same version gives the same bytes on every machine. */
export function buildVirtualImage(
  release: { version: string; builtAt: Date } = { version: VIRTUAL_VERSION, builtAt: VIRTUAL_BUILT_AT },
): readonly ImagePart[] {
  return [
    { file: "bootloader.bin", offset: BOOTLOADER_OFFSET, bytes: buildBootloader() },
    { file: "partitions.bin", offset: PARTITION_TABLE_OFFSET, bytes: encodePartitionTable(PARTITIONS) },
    { file: "boot_app0.bin", offset: OTA_DATA_OFFSET, bytes: buildOtaData() },
    { file: `${VIRTUAL_PROJECT}.bin`, offset: APP_OFFSET, bytes: buildApplication(release) },
  ];
}

/** A flash as it is after the parts were written; for doors that are to start flashed. */
export function flashWith(parts: readonly ImagePart[]): Uint8Array {
  const end = Math.max(...parts.map(({ offset, bytes }) => offset + bytes.length));
  const flash = new Uint8Array(Math.min(FLASH_SIZE, Math.ceil(end / SECTOR_SIZE) * SECTOR_SIZE)).fill(0xff);
  for (const { offset, bytes } of parts) flash.set(bytes, offset);
  return flash;
}

function buildBootloader(): Uint8Array {
  return buildImage(BOOTLOADER_IRAM, [
    {
      loadAddress: BOOTLOADER_DRAM,
      bytes: new TextEncoder().encode(`${VIRTUAL_PROJECT} bootloader. ${NOTICE}`),
    },
    { loadAddress: BOOTLOADER_IRAM, bytes: concat(STAND_STILL, filler("bootloader", 12_000)) },
  ]);
}

function buildOtaData(): Uint8Array {
  const data = new Uint8Array(OTA_DATA_SIZE).fill(0xff);
  data.set(encodeOtaEntry({ sequence: 1, state: OTA_STATE.undefined }));
  return data;
}

function buildApplication({ version, builtAt }: { version: string; builtAt: Date }): Uint8Array {
  const descriptor = buildDescriptor({ project: VIRTUAL_PROJECT, version, builtAt, idf: "virtual" });
  const seed = `${VIRTUAL_PROJECT} ${version}`;
  return buildImage(IRAM, [
    {
      loadAddress: DROM,
      bytes: concat(descriptor, new TextEncoder().encode(NOTICE), filler(`${seed} drom`, 40_000)),
    },
    { loadAddress: DRAM, bytes: filler(`${seed} dram`, 16_000) },
    { loadAddress: IRAM, bytes: concat(STAND_STILL, filler(`${seed} iram`, 44_000)) },
    { loadAddress: IROM, bytes: filler(`${seed} irom`, 110_000) },
  ]);
}

/**
 * Bytes that compress to about six tenths, as compiled code does: a deterministic stream of hashes, in which
 * repeated runs stand for what code repeats. So flashing takes the time that flashing takes.
 */
function filler(seed: string, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let index = 0; index * 32 < length; index++) {
    const source = index % 5 < 3 ? index : 0;
    blocks.push(createHash("sha256").update(`${seed} ${source}`).digest());
  }
  return concat(...blocks).subarray(0, length);
}
