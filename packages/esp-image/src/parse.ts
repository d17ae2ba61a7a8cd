import { createHash } from "node:crypto";
import { fieldText, halfAt, hex, wordAt, xorChecksum } from "./bytes.ts";
import { CHIP_IDS, type ChipName, chipName } from "./chips.ts";

/**
 * The application image format (ESP-IDF, "App Image Format", `esp_app_format.h` and `esp_app_desc.h`) and the
 * checks that the ROM and the second-stage bootloader make before they jump into one.
 */
export const IMAGE_MAGIC = 0xe9;
export const APP_DESCRIPTOR_MAGIC = 0xabcd5432;
export const HEADER_SIZE = 24;
export const SEGMENT_HEADER_SIZE = 8;
export const APP_DESCRIPTOR_SIZE = 256;
const MAX_SEGMENTS = 16;
const HASH_SIZE = 32;

export interface Segment {
  readonly loadAddress: number;
  /** Offset of its bytes from the start of the image. */
  readonly offset: number;
  readonly length: number;
}

export interface AppDescriptor {
  readonly project: string;
  readonly version: string;
  /** As the compiler wrote them: `Nov 24 2026` and `08:00:00`, in UTC here. */
  readonly date: string;
  readonly time: string;
  readonly idf: string;
}

export interface Image {
  /** The chip it is for; undefined for an id that is not known here. */
  readonly chip: ChipName | undefined;
  readonly entry: number;
  readonly segments: readonly Segment[];
  /** Bytes from the start to the end of the appended hash. */
  readonly length: number;
  readonly checksum: number;
  readonly sha256: Uint8Array | undefined;
  readonly descriptor: AppDescriptor | undefined;
}

export type ImageFault =
  | "magic"
  | "chip"
  | "segment-count"
  | "segment-bounds"
  | "checksum"
  | "hash"
  | "too-short";

/** Why an image does not run, in the words of the bootloader that refuses it. */
export class ImageError extends Error {
  readonly fault: ImageFault;
  constructor(fault: ImageFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

/** Gives bytes of the partition or file that an image lies in, from its start. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/**
 * Reads and checks an image.
 *
 * @param size of the partition or file: nothing behind it may belong to the image
 * @param expected the chip that it has to be for, any where absent; and where the partition lies, for the messages
 * @throws {ImageError}
 */
export function parseImage(
  read: ReadBytes,
  size: number,
  { chip: expected, at = 0 }: { readonly chip?: ChipName; readonly at?: number } = {},
): Image {
  const header = read(0, HEADER_SIZE);
  if (header[0] !== IMAGE_MAGIC) {
    const found = hex(header[0] ?? 0, 2);
    throw new ImageError(
      "magic",
      `image at 0x${hex(at, 0)} has invalid magic byte (nothing flashed here?) 0x${found}`,
    );
  }
  const chip = halfAt(header, 12);
  if (expected !== undefined && chip !== CHIP_IDS[expected]) {
    throw new ImageError("chip", `mismatch chip ID, expected ${CHIP_IDS[expected]}, found ${chip}`);
  }
  const count = header[1] ?? 0;
  if (count === 0 || count > MAX_SEGMENTS) {
    throw new ImageError(
      "segment-count",
      `image at 0x${hex(at, 0)} segment count ${count} exceeds max ${MAX_SEGMENTS}`,
    );
  }
  const { segments, end, checksum } = readSegments(read, count, size);
  // The checksum is the last byte of the next multiple of 16.
  const checksumAt = end + 15 - (end % 16);
  const hashed = header[23] === 1;
  const length = checksumAt + 1 + (hashed ? HASH_SIZE : 0);
  if (length > size) throw new ImageError("too-short", "image is longer than its partition");
  const stored = read(checksumAt, 1)[0] ?? 0;
  if (stored !== checksum) {
    throw new ImageError(
      "checksum",
      `Checksum failed. Calculated 0x${hex(checksum, 0)} read 0x${hex(stored, 0)}`,
    );
  }
  const sha256 = hashed ? checkHash(read, checksumAt + 1) : undefined;
  const first = segments[0];
  return {
    chip: chipName(chip),
    entry: wordAt(header, 4),
    segments,
    length,
    checksum,
    sha256,
    descriptor: first
      ? parseDescriptor(read(first.offset, Math.min(first.length, APP_DESCRIPTOR_SIZE)))
      : undefined,
  };
}

function readSegments(
  read: ReadBytes,
  count: number,
  partitionSize: number,
): { segments: Segment[]; end: number; checksum: number } {
  const segments: Segment[] = [];
  let end = HEADER_SIZE;
  let checksum = 0xef;
  for (let index = 0; index < count; index++) {
    if (end + SEGMENT_HEADER_SIZE > partitionSize)
      throw new ImageError("segment-bounds", "segment header out of partition");
    const segmentHeader = read(end, SEGMENT_HEADER_SIZE);
    const segment = {
      loadAddress: wordAt(segmentHeader, 0),
      offset: end + SEGMENT_HEADER_SIZE,
      length: wordAt(segmentHeader, 4),
    };
    end = segment.offset + segment.length;
    if (segment.length % 4 !== 0 || end > partitionSize) {
      throw new ImageError("segment-bounds", `invalid segment length 0x${hex(segment.length, 0)}`);
    }
    checksum = xorChecksum(read(segment.offset, segment.length), checksum);
    segments.push(segment);
  }
  return { segments, end, checksum };
}

function checkHash(read: ReadBytes, at: number): Uint8Array {
  const stored = read(at, HASH_SIZE);
  const calculated = createHash("sha256").update(read(0, at)).digest();
  if (!calculated.equals(stored)) {
    throw new ImageError("hash", "Image hash failed - image is corrupt");
  }
  return stored;
}

function parseDescriptor(bytes: Uint8Array): AppDescriptor | undefined {
  if (bytes.length < APP_DESCRIPTOR_SIZE || wordAt(bytes, 0) !== APP_DESCRIPTOR_MAGIC) return undefined;
  return {
    version: fieldText(bytes.subarray(16, 48)),
    project: fieldText(bytes.subarray(48, 80)),
    time: fieldText(bytes.subarray(80, 96)),
    date: fieldText(bytes.subarray(96, 112)),
    idf: fieldText(bytes.subarray(112, 144)),
  };
}

/** When the image was built; the epoch where the descriptor does not say. */
export function builtAt(descriptor: AppDescriptor): Date {
  const time = Date.parse(`${descriptor.date} ${descriptor.time} UTC`);
  return new Date(Number.isNaN(time) ? 0 : time);
}
