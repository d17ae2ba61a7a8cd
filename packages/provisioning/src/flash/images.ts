import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ProvisioningError } from "../errors.ts";
import { type Build, download, type Firmware, type Part } from "./manifest.ts";

export interface Image {
  /** Flash address in bytes. */
  readonly address: number;
  readonly data: Uint8Array;
}

/**
 * The build for a chip: one made for its kind of port first.
 *
 * @throws {ProvisioningError} `wrong-chip`
 */
export function pickBuild({ manifest }: Firmware, chipFamily: string, serialType: "cdc" | "uart"): Build {
  const forChip = manifest.builds.filter((build) => build.chipFamily === chipFamily);
  const build =
    forChip.find((candidate) => candidate.serialType === serialType) ??
    forChip.find((candidate) => candidate.serialType === undefined);
  if (build) return build;
  const known = [...new Set(manifest.builds.map((candidate) => candidate.chipFamily))].join(", ");
  throw new ProvisioningError("wrong-chip", `The board has an ${chipFamily}; this firmware is for ${known}.`);
}

/**
 * Fetches a build's images and checks them against their manifest, before anything is written.
 *
 * @throws {ProvisioningError} `firmware-unavailable`, `image-corrupt`
 */
export function fetchImages(firmware: Firmware, build: Build, signal?: AbortSignal): Promise<Image[]> {
  return Promise.all(build.parts.map((part) => fetchImage(firmware, part, signal)));
}

async function fetchImage({ url }: Firmware, part: Part, signal?: AbortSignal): Promise<Image> {
  const answer = await download(new URL(part.path, url), signal);
  const data = new Uint8Array(await answer.arrayBuffer());
  if (data.length === 0 || (part.sha256 !== undefined && bytesToHex(sha256(data)) !== part.sha256)) {
    throw new ProvisioningError(
      "image-corrupt",
      `The image ${part.path} is not what the manifest says it is.`,
    );
  }
  return { address: part.offset, data };
}
