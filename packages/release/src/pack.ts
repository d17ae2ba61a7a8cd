import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ChipName, PARTITION_TABLE_OFFSET } from "@openlock/esp-image";
import { ReleaseError } from "./errors.ts";
import { buildManifest, checkKeepsNvs, type ImagePart } from "./firmware-manifest.ts";
import { readReleaseImage } from "./image.ts";
import type { ReleaseKey } from "./key.ts";
import { type SignOptions, signImage } from "./sign.ts";

// Where the parts of an Arduino build lie; the newer chips' ROMs look for the bootloader at 0.
const BOOTLOADER_AT_1000: readonly ChipName[] = ["ESP32", "ESP32-S2"];
const OTA_DATA_OFFSET = 0xe000;
const APPLICATION_OFFSET = 0x10000;

/**
 * Makes a folder of `firmware-images/` from what PlatformIO built: the parts, the application's signed manifest, and
 * the manifest for the wizard and ESP Web Tools.
 *
 * @param build has `bootloader.bin`, `partitions.bin`, `boot_app0.bin` and `firmware.bin`
 * @returns the files that were written
 * @throws {ReleaseError} every code but `usage`
 */
export async function packRelease(
  build: string,
  out: string,
  key: ReleaseKey,
  options: SignOptions & { readonly name: string },
): Promise<readonly string[]> {
  const application = await part(build, "firmware.bin", APPLICATION_OFFSET);
  const { chip, version } = readReleaseImage(application.bytes);
  const bootloaderAt = BOOTLOADER_AT_1000.includes(chip) ? 0x1000 : 0;
  const parts = [
    await part(build, "bootloader.bin", bootloaderAt),
    await part(build, "partitions.bin", PARTITION_TABLE_OFFSET),
    await part(build, "boot_app0.bin", OTA_DATA_OFFSET),
    application,
  ];
  checkKeepsNvs(parts);
  const release = await signImage(application.bytes, key, options);
  const manifest = buildManifest({ name: options.name, version, chipFamily: chip, parts, release });
  const files = new Map<string, Uint8Array | string>([
    ...parts.map(({ file, bytes }) => [file, bytes] as const),
    ["firmware.bin.jws", `${release}\n`],
    ["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`],
  ]);
  await mkdir(out, { recursive: true });
  for (const [file, content] of files) await writeFile(join(out, file), content);
  return [...files.keys()];
}

async function part(build: string, file: string, offset: number): Promise<ImagePart> {
  try {
    return { file, offset, bytes: await readFile(join(build, file)) };
  } catch (cause) {
    throw new ReleaseError("file", `${join(build, file)} cannot be read: build the firmware first.`, {
      cause,
    });
  }
}
