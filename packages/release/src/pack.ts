import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  APP_SUBTYPE,
  type ChipName,
  DATA_SUBTYPE,
  encodeOtaEntry,
  findPartition,
  OTA_STATE,
  PARTITION_TABLE_OFFSET,
  PARTITION_TYPE,
  type Partition,
  PartitionTableError,
  parsePartitionTable,
} from "@openlock/esp-image";
import { ReleaseError } from "./errors.ts";
import {
  buildManifest,
  checkKeepsNvs,
  type FirmwareManifest,
  FLASH_SIZE,
  type ImagePart,
} from "./firmware-manifest.ts";
import { readReleaseImage } from "./image.ts";
import type { ReleaseKey } from "./key.ts";
import { type SignOptions, signImage } from "./sign.ts";

// The newer chips' ROMs look for the bootloader at 0.
const BOOTLOADER_AT_1000: readonly ChipName[] = ["ESP32", "ESP32-S2"];

/** What was made of one build. */
interface Packed {
  /** Of its own, below the release: `esp32c3`. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  readonly manifest: FirmwareManifest;
}

/**
 * Makes a release in `firmware-images/` from what PlatformIO built: for each chip a folder with the parts, the
 * application's signed manifest, and a manifest for the wizard and ESP Web Tools; and one manifest for all of them.
 *
 * @param builds folders with `bootloader.bin`, `partitions.bin` and `firmware.bin`, one a chip, all of one version
 * @returns the files that were written, all below `out`
 * @throws {ReleaseError} every code but `usage`; nothing is written then
 */
export async function packRelease(
  builds: readonly string[],
  out: string,
  key: ReleaseKey,
  options: SignOptions & { readonly name: string },
): Promise<readonly string[]> {
  const packed: Packed[] = [];
  for (const build of builds) packed.push(await packBuild(build, key, options));
  const files = new Map<string, Uint8Array | string>([
    ...packed.flatMap(({ folder, files }) =>
      [...files].map(([file, content]) => [`${folder}/${file}`, content] as const),
    ),
    ["manifest.json", json(manifestOfAll(packed))],
  ]);
  for (const { folder } of packed) await mkdir(join(out, folder), { recursive: true });
  for (const [file, content] of files) await writeFile(join(out, file), content);
  return [...files.keys()];
}

async function packBuild(
  build: string,
  key: ReleaseKey,
  options: SignOptions & { readonly name: string },
): Promise<Packed> {
  const table = await read(build, "partitions.bin");
  const firmware = await read(build, "firmware.bin");
  const { chip, version } = readReleaseImage(firmware);
  const { otaData, slot } = partitionsOf(table);
  const parts: readonly ImagePart[] = [
    {
      ...{ file: "bootloader.bin", offset: BOOTLOADER_AT_1000.includes(chip) ? 0x1000 : 0 },
      bytes: await read(build, "bootloader.bin"),
    },
    { file: "partitions.bin", offset: PARTITION_TABLE_OFFSET, bytes: table },
    { file: "ota_data.bin", offset: otaData.offset, bytes: firstSlotBoots(otaData.size) },
    { file: "firmware.bin", offset: slot.offset, bytes: firmware },
  ];
  checkKeepsNvs(parts);
  const release = await signImage(firmware, key, options);
  const manifest = buildManifest({ name: options.name, version, chipFamily: chip, parts, release });
  const files = new Map<string, Uint8Array | string>([
    ...parts.map(({ file, bytes }) => [file, bytes] as const),
    ["firmware.bin.jws", `${release}\n`],
    ["manifest.json", json(manifest)],
  ]);
  return { folder: chip.toLowerCase().replaceAll("-", ""), files, manifest };
}

/** Every chip's build, its parts named from the folder above. */
function manifestOfAll(packed: readonly Packed[]): FirmwareManifest {
  const [first] = packed;
  if (!first) throw new ReleaseError("file", "There is no build to make a release of.");
  const other = packed.find(({ manifest }) => manifest.version !== first.manifest.version);
  if (other) {
    throw new ReleaseError(
      "bad-version",
      `${first.folder} is version ${first.manifest.version}, ${other.folder} is ${other.manifest.version}: build both anew.`,
    );
  }
  return {
    ...first.manifest,
    builds: packed.flatMap(({ folder, manifest }) =>
      manifest.builds.map((build) => ({
        ...build,
        parts: build.parts.map((part) => ({ ...part, path: `${folder}/${part.path}` })),
      })),
    ),
  };
}

/** Where the table has what a release writes; the slot is the one that boots first. */
function partitionsOf(table: Uint8Array): { readonly otaData: Partition; readonly slot: Partition } {
  try {
    const partitions = parsePartitionTable(table, FLASH_SIZE);
    const otaData = findPartition(partitions, PARTITION_TYPE.data, DATA_SUBTYPE.ota);
    const slot = findPartition(partitions, PARTITION_TYPE.app, APP_SUBTYPE.ota0);
    if (otaData && slot) return { otaData, slot };
  } catch (cause) {
    if (!(cause instanceof PartitionTableError)) throw cause;
    throw new ReleaseError("bad-image", `partitions.bin is no partition table: ${cause.message}.`, { cause });
  }
  throw new ReleaseError("bad-image", "The partition table has no OTA data or no slot for an image.");
}

/** OTA data after which the first slot boots, whatever a board had before. */
function firstSlotBoots(size: number): Uint8Array {
  const data = new Uint8Array(size).fill(0xff);
  data.set(encodeOtaEntry({ sequence: 1, state: OTA_STATE.undefined }));
  return data;
}

function json(manifest: FirmwareManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function read(build: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(join(build, file));
  } catch (cause) {
    throw new ReleaseError("file", `${join(build, file)} cannot be read: build the firmware first.`, {
      cause,
    });
  }
}
