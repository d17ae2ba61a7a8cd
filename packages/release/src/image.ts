import { createHash } from "node:crypto";
import { builtAt, type ChipName, ImageError, parseImage } from "@openlock/esp-image";
import { BOUNDS, ReleaseVersion } from "@openlock/protocol";
import { ReleaseError } from "./errors.ts";

/** What an application image says of itself. */
export interface ReleaseImage {
  readonly chip: ChipName;
  readonly project: string;
  /** Three numbers, as updates compare them. */
  readonly version: string;
  readonly builtAt: Date;
  /** Bytes. */
  readonly size: number;
  /** Of the whole file, in lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads an application image and checks it as the chip does: magic, segments, checksum, appended SHA-256. Nothing may
 * lie behind its end.
 *
 * @throws {ReleaseError} `bad-image`, `bad-version`
 */
export function readReleaseImage(bytes: Uint8Array): ReleaseImage {
  if (bytes.length > BOUNDS.imageBytes)
    bad(`it has ${bytes.length} bytes; ${BOUNDS.imageBytes} are the most`);
  const { chip, descriptor, sha256, length } = parse(bytes);
  if (!chip) bad("it is for a chip that is not known here");
  if (length !== bytes.length) bad(`${bytes.length - length} bytes lie behind its end`);
  if (!sha256) bad("no SHA-256 is appended: build with esptool's --append-digest, which is its default");
  if (!descriptor)
    bad("it has no application descriptor: sign the application, not a bootloader or a merged file");
  const { project, version } = descriptor;
  if (!ReleaseVersion.safeParse(version).success) {
    throw new ReleaseError(
      "bad-version",
      `The image calls itself version “${version}”, which updates cannot compare: three numbers are wanted, as 1.4.0.`,
    );
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { chip, project, version, builtAt: builtAt(descriptor), size: bytes.length, sha256: hash };
}

function parse(bytes: Uint8Array) {
  try {
    return parseImage((offset, length) => bytes.slice(offset, offset + length), bytes.length);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return bad(error.message);
  }
}

function bad(why: string): never {
  throw new ReleaseError("bad-image", `No chip boots this image: ${why}.`);
}
