import { buildManifest } from "@openlock/release";
import { buildVirtualImage, VIRTUAL_VERSION } from "./virtual-image.ts";

/** Where the virtual door's release lives in the repository. */
export const VIRTUAL_RELEASE = new URL("../../../../firmware-images/virtual/", import.meta.url);

/** Every file of the release by its name: the parts and the manifest. */
export function virtualReleaseFiles(): ReadonlyMap<string, Uint8Array> {
  const parts = buildVirtualImage();
  const manifest = buildManifest({
    name: "esplock for virtual doors",
    version: VIRTUAL_VERSION,
    chipFamily: "ESP32",
    parts,
  });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return new Map<string, Uint8Array>([
    ...parts.map(({ file, bytes }) => [file, bytes] as const),
    ["manifest.json", new TextEncoder().encode(text)],
  ]);
}
