import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type EcPublicJwk, ProtocolError, parseRelease, verifyByOneOf } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";
import type { Image } from "./images.ts";
import type { Build } from "./manifest.ts";

/**
 * Makes sure that one of the images is an application that a release key signed, in this version and for this chip.
 * The signature is over the application alone: bootloader and partition table are what the server has.
 *
 * @throws {ProvisioningError} `firmware-not-signed`
 */
export async function checkSigned(
  { release, chipFamily }: Build,
  version: string,
  images: readonly Image[],
  releaseKeys: readonly EcPublicJwk[],
): Promise<void> {
  if (release === undefined) throw notSigned("This server's firmware is not signed.");
  try {
    const jws = parseRelease(release);
    await verifyByOneOf(jws, releaseKeys);
    const signed = jws.payload;
    const isThis = images.some(
      ({ data }) => data.length === signed.size && bytesToHex(sha256(data)) === signed.sha256,
    );
    if (isThis && signed.chip === chipFamily && signed.version === version) return;
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    const other = cause.code === "wrong-key";
    throw notSigned(
      other
        ? "This server's firmware is signed by a key that is none of your release keys."
        : "The signature of this server's firmware does not hold.",
      cause,
    );
  }
  throw notSigned("The signature of this server's firmware is for another image.");
}

function notSigned(message: string, cause?: unknown): ProvisioningError {
  return new ProvisioningError("firmware-not-signed", message, cause === undefined ? {} : { cause });
}
