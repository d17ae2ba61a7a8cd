import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ProvisioningError } from "../errors.ts";
import type { Image } from "./images.ts";
import { LinkError, type Loader, messageOf } from "./loader.ts";

export interface WriteProgress {
  /** Bytes of the images, not of what travels: that is compressed. */
  readonly written: number;
  readonly total: number;
  /** Once there is something to reckon with. */
  readonly secondsLeft?: number;
}

/** Below this, a guess at the time left is worth nothing; milliseconds. */
const RECKON_AFTER = 700;

/**
 * Writes images and has the chip prove with MD5 that they are in flash.
 *
 * @throws {ProvisioningError} `verify-failed`, `write-failed`
 * @throws {LinkError}
 */
export async function writeImages(
  { esp }: Loader,
  images: readonly Image[],
  onProgress: (progress: WriteProgress) => void,
): Promise<void> {
  const total = images.reduce((sum, { data }) => sum + data.length, 0);
  const begun = performance.now();
  const report = (written: number) => {
    const took = performance.now() - begun;
    const secondsLeft = Math.ceil((took / written) * (total - written) * 1e-3);
    onProgress({ written, total, ...(took > RECKON_AFTER && written > 0 ? { secondsLeft } : {}) });
  };
  let before = 0;
  let current = 0;
  try {
    await esp.writeFlash({
      fileArray: images.map(({ address, data }) => ({ address, data })),
      flashMode: "keep",
      flashFreq: "keep",
      flashSize: "keep",
      eraseAll: false,
      compress: true,
      calculateMD5Hash: (image) => bytesToHex(md5(image)),
      reportProgress: (index, sent, toSend) => {
        if (index !== current) before += images[current]?.data.length ?? 0;
        current = index;
        report(before + Math.round(((images[index]?.data.length ?? 0) * sent) / toSend));
      },
    });
  } catch (cause) {
    throw writeFailure(cause);
  }
}

/** @throws {ProvisioningError} `write-failed` */
export async function eraseFlash({ esp }: Loader): Promise<void> {
  try {
    await esp.eraseFlash();
  } catch (cause) {
    throw writeFailure(cause);
  }
}

/** Answers that speak of what came over the line, not of the flash: the stub's, which come first, and the ROM's. */
const LINE_FAULTS = new Set([0xc0, 0xc1, 0xc7, 0xc8, 0xc9, 0x05, 0x07]);

function writeFailure(cause: unknown): Error {
  if (cause instanceof ProvisioningError) return cause;
  const message = messageOf(cause);
  if (message.startsWith("MD5 of file")) {
    return new ProvisioningError("verify-failed", "What the board reads back is not what was written.", {
      cause,
    });
  }
  const [, status, reason] = /failed with status (\d+),(\d+)/.exec(message) ?? [];
  if (status === undefined || [status, reason].some((code) => LINE_FAULTS.has(Number(code)))) {
    return new LinkError(message, { cause });
  }
  return new ProvisioningError("write-failed", `The board refused to write its flash (${message}).`, {
    cause,
  });
}
