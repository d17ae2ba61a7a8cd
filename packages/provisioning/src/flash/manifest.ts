import { BOUNDS } from "@openlock/protocol";
import * as z from "zod/mini";
import { ProvisioningError } from "../errors.ts";

const Part = z.object({
  /** Relative to the manifest. */
  path: z.string().check(z.minLength(1)),
  /** Flash address in bytes. */
  offset: z.int().check(z.nonnegative()),
  /** Of the image, lower-case hex. Ours; ESP Web Tools itself ignores it. */
  sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/, "not a SHA-256"))),
});
export type Part = z.infer<typeof Part>;

const Build = z.object({
  /** As esptool names chips, for example `ESP32-C3`. */
  chipFamily: z.string(),
  serialType: z.optional(z.enum(["cdc", "uart"])),
  parts: z.array(Part).check(z.minLength(1)),
  /** The application's manifest as a release key signed it (section 5 of the protocol). Ours. */
  release: z.optional(z.string().check(z.maxLength(BOUNDS.manifestBytes))),
});
export type Build = z.infer<typeof Build>;

/** A manifest as ESP Web Tools defines it (https://esphome.github.io/esp-web-tools/), as far as flashing needs it. */
export const FirmwareManifest = z.object({
  name: z.string(),
  version: z.string(),
  builds: z.array(Build).check(z.minLength(1)),
});
export type FirmwareManifest = z.infer<typeof FirmwareManifest>;

/** A manifest and where it came from. */
export interface Firmware {
  readonly manifest: FirmwareManifest;
  readonly url: URL;
}

/**
 * @param url absolute address of a manifest
 * @throws {ProvisioningError} `firmware-unavailable`, `manifest-invalid`
 */
export async function fetchFirmware(url: string | URL, signal?: AbortSignal): Promise<Firmware> {
  const answer = await download(url, signal);
  let json: unknown;
  try {
    json = await answer.json();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ProvisioningError("manifest-invalid", "The firmware manifest is not JSON.", { cause });
  }
  const parsed = FirmwareManifest.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".");
    throw new ProvisioningError("manifest-invalid", `The firmware manifest does not fit at “${where}”.`);
  }
  return { manifest: parsed.data, url: new URL(url) };
}

/** @throws {ProvisioningError} `firmware-unavailable` */
export async function download(url: string | URL, signal?: AbortSignal): Promise<Response> {
  try {
    const answer = await fetch(url, signal ? { signal } : {});
    if (answer.ok) return answer;
    throw new Error(`status ${answer.status}`);
  } catch (cause) {
    signal?.throwIfAborted();
    const name = new URL(url).pathname;
    throw new ProvisioningError("firmware-unavailable", `${name} could not be fetched.`, { cause });
  }
}
