import { createHash } from "node:crypto";
import type { ImagePart } from "./virtual-image.ts";

/**
 * An ESP Web Tools manifest (esp-web-tools documentation, "Preparing your firmware"). `sha256` and `size` of each
 * part are additions of ours, which ESP Web Tools ignores.
 */
export interface FirmwareManifest {
  readonly name: string;
  readonly version: string;
  readonly new_install_prompt_erase: boolean;
  readonly builds: readonly {
    readonly chipFamily: string;
    readonly parts: readonly {
      readonly path: string;
      readonly offset: number;
      readonly size: number;
      readonly sha256: string;
    }[];
  }[];
}

export function buildManifest(release: {
  readonly name: string;
  readonly version: string;
  readonly chipFamily: string;
  readonly parts: readonly ImagePart[];
}): FirmwareManifest {
  return {
    name: release.name,
    version: release.version,
    // A reinstall keeps the NVS, and with it the door's identity, unless the person asks for an erase.
    new_install_prompt_erase: true,
    builds: [
      {
        chipFamily: release.chipFamily,
        parts: release.parts.map(({ file, offset, bytes }) => ({
          path: file,
          offset,
          size: bytes.length,
          sha256: createHash("sha256").update(bytes).digest("hex"),
        })),
      },
    ],
  };
}
