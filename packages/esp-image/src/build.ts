import { createHash } from "node:crypto";
import { concat, words, xorChecksum } from "./bytes.ts";
import { CHIP_IDS, type ChipName } from "./chips.ts";
import { APP_DESCRIPTOR_MAGIC, APP_DESCRIPTOR_SIZE, HEADER_SIZE, IMAGE_MAGIC } from "./parse.ts";

export interface SegmentSource {
  readonly loadAddress: number;
  readonly bytes: Uint8Array;
}

/** DIO, 40 MHz, 4 MB: bytes 2 and 3 of the header. */
const FLASH_MODE_DIO = 2;
const FLASH_4MB_40MHZ = 0x20;
const WRITE_PROTECT_PIN_DISABLED = 0xee;

/** An image as `esptool elf2image` lays it out: header, segments, padding, checksum, SHA-256. */
export function buildImage(
  entry: number,
  segments: readonly SegmentSource[],
  chip: ChipName = "ESP32",
): Uint8Array {
  const header = new Uint8Array(HEADER_SIZE);
  header.set([IMAGE_MAGIC, segments.length, FLASH_MODE_DIO, FLASH_4MB_40MHZ]);
  header.set(words(entry), 4);
  header[8] = WRITE_PROTECT_PIN_DISABLED;
  header.set([CHIP_IDS[chip] & 0xff, CHIP_IDS[chip] >> 8], 12);
  header[23] = 1; // a SHA-256 follows
  const padded = segments.map(({ loadAddress, bytes }) => {
    const body = concat(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
    return { head: words(loadAddress, body.length), body };
  });
  const content = concat(header, ...padded.flatMap(({ head, body }) => [head, body]));
  const checksum = padded.reduce((sum, { body }) => xorChecksum(body, sum), 0xef);
  const tail = new Uint8Array(16 - (content.length % 16));
  tail[tail.length - 1] = checksum;
  const hashed = concat(content, tail);
  return concat(hashed, createHash("sha256").update(hashed).digest());
}

export interface DescriptorSource {
  readonly project: string;
  readonly version: string;
  readonly builtAt: Date;
  readonly idf: string;
}

/** `esp_app_desc_t` (ESP-IDF, `esp_app_desc.h`), which starts the first segment. */
export function buildDescriptor(source: DescriptorSource): Uint8Array {
  const [, month, day, year] = /^\w+, (\d+) (\w+) (\d+)/.exec(source.builtAt.toUTCString()) ?? [];
  const date = `${day} ${(month ?? "").replace(/^0/, " ")} ${year}`;
  const time = source.builtAt.toISOString().slice(11, 19);
  const descriptor = new Uint8Array(APP_DESCRIPTOR_SIZE);
  descriptor.set(words(APP_DESCRIPTOR_MAGIC));
  put(descriptor, 16, 32, source.version);
  put(descriptor, 48, 32, source.project);
  put(descriptor, 80, 16, time);
  put(descriptor, 96, 16, date);
  put(descriptor, 112, 32, source.idf);
  return descriptor;
}

function put(into: Uint8Array, at: number, width: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length >= width) throw new RangeError(`"${text}" is longer than ${width - 1} bytes`);
  into.set(bytes, at);
}
