import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";
import { parseShape } from "../json.ts";
import { type Jws, parseJws } from "../jws/parse.ts";
import { type SigningKey, signJws } from "../jws/sign.ts";
import { Seconds } from "../names.ts";
import { DeviceFirmware } from "../status.ts";
import { compareVersions, ReleaseVersion } from "./version.ts";

const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, "not a SHA-256 in lower-case hexadecimal"));

/** What a release key signs of an image (section 5). */
export const ReleaseClaims = z.strictObject({
  version: ReleaseVersion,
  /** The chip it runs on, as esptool names it. */
  chip: DeviceFirmware.shape.chip,
  /** Bytes of the image. */
  size: z.int().check(z.minimum(1), z.maximum(BOUNDS.imageBytes)),
  /** Of the whole image, as it is fetched and as it is written. */
  sha256: Sha256,
  /** The lowest version that can be updated to this one. */
  minimum: z.exactOptional(ReleaseVersion),
  /** The way back: the image that may be left for this one, whatever their versions. */
  allowDowngrade: z.exactOptional(Sha256),
  iat: Seconds,
});
export type ReleaseClaims = z.infer<typeof ReleaseClaims>;

/**
 * Reads a manifest strictly. That a release key signed it is for `verifyJws`.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseRelease(text: string): Jws<ReleaseClaims> {
  return parseJws(text, BOUNDS.manifestBytes, "openlock-release+jwt", ReleaseClaims);
}

/**
 * Signs a manifest with a release key.
 *
 * @throws {ProtocolError} `invalid` for a manifest out of bounds
 */
export async function signRelease(claims: ReleaseClaims, key: SigningKey): Promise<string> {
  return signJws("openlock-release+jwt", parseShape(ReleaseClaims, claims), key);
}

/** What an update is held against. */
export interface RunningImage {
  readonly chip: string;
  readonly version: string;
  /** Of the image that runs, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Bytes that fit into the slot which does not run. */
  readonly slotBytes: number;
}

/** Why a manifest, which a release key signed, is not for this device. In the order in which a device looks. */
export type ReleaseRefusal = "wrong-chip" | "too-large" | "not-newer" | "below-minimum";

/**
 * Whether a device may take an image. Who signed its manifest is not asked here.
 *
 * @returns nothing where it may
 */
export function refuseRelease(
  { chip, size, version, minimum, allowDowngrade }: ReleaseClaims,
  running: RunningImage,
): ReleaseRefusal | undefined {
  if (chip !== running.chip) return "wrong-chip";
  if (size > running.slotBytes) return "too-large";
  const wayBack = allowDowngrade === running.sha256;
  if (!wayBack && compareVersions(version, running.version) <= 0) return "not-newer";
  if (minimum !== undefined && compareVersions(running.version, minimum) < 0) return "below-minimum";
  return undefined;
}
