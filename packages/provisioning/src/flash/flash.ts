import type { EcPublicJwk } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";
import type { SerialLine } from "../serial/line.ts";
import { hasOwnUsb } from "../serial/usb-ids.ts";
import { fetchImages, type Image, pickBuild } from "./images.ts";
import { LinkError, type Loader, leaveLoader, ROM_BAUD_RATE, startLoader } from "./loader.ts";
import type { Firmware } from "./manifest.ts";
import { checkKeepsIdentity } from "./partitions.ts";
import { checkSigned } from "./signature.ts";
import { GuardedTransport } from "./transport.ts";
import { eraseFlash, type WriteProgress, writeImages } from "./write.ts";

/** Tried in this order. The ROM's own comes last, and works wherever anything does. */
export const BAUD_RATES: readonly number[] = [460_800, 230_400, ROM_BAUD_RATE];

export type FlashStep =
  | { readonly step: "connecting"; readonly baudRate: number }
  /** The loader did not keep up; from the start again, slower. */
  | { readonly step: "slower"; readonly baudRate: number }
  | {
      readonly step: "detected";
      readonly chip: string;
      readonly description: string;
      readonly baudRate: number;
    }
  | { readonly step: "downloading" }
  | { readonly step: "erasing" }
  | ({ readonly step: "writing" } & WriteProgress)
  | { readonly step: "restarting" };

export interface FlashOptions {
  /** `keep` leaves the board's settings and key as they are; `erase` wipes the whole flash first. */
  readonly identity: "keep" | "erase";
  /** With any, nothing is written unless one of them has signed the application. */
  readonly releaseKeys?: readonly EcPublicJwk[];
  readonly onStep?: (step: FlashStep) => void;
  readonly onLog?: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly baudRates?: readonly number[];
}

/**
 * Writes firmware to a board over its ROM loader (esptool's serial protocol), verifies it, and starts it. Nothing is
 * touched before chip, size and images are known to fit. After any failure it can be run again.
 *
 * @param line not in use: sessions on it must be closed
 * @throws {ProvisioningError} every code of port and flashing; the signal's reason where it was aborted
 *
 * @example
 * const firmware = await fetchFirmware(new URL("/firmware/virtual/manifest.json", location.href));
 * await flash(line, firmware, { identity: "keep", onStep: (step) => … });
 */
export async function flash(
  line: SerialLine,
  firmware: Firmware,
  options: FlashOptions,
): Promise<{ chip: string; baudRate: number }> {
  const rates = options.baudRates ?? BAUD_RATES;
  let failure: LinkError | undefined;
  for (const baudRate of rates) {
    options.onStep?.({ step: failure ? "slower" : "connecting", baudRate });
    try {
      return { chip: await flashAt(baudRate, line, firmware, options), baudRate };
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      failure = error;
    }
  }
  throw new ProvisioningError(
    "link-unreliable",
    "The connection to the board's loader broke off at every speed.",
    {
      cause: failure,
    },
  );
}

async function flashAt(
  baudRate: number,
  line: SerialLine,
  firmware: Firmware,
  { identity, releaseKeys = [], onStep = () => {}, onLog = () => {}, signal }: FlashOptions,
): Promise<string> {
  signal?.throwIfAborted();
  await line.reacquire(signal);
  const transport = new GuardedTransport(line.port, onLog, signal);
  let loader: Loader | undefined;
  try {
    const serialType = hasOwnUsb(line.port.getInfo()) ? "cdc" : "uart";
    const onChip = (chip: string) => void pickBuild(firmware, chip, serialType);
    loader = await startLoader(transport, baudRate, { onLog, onChip });
    onStep({ step: "detected", chip: loader.chip, description: loader.description, baudRate });
    const build = pickBuild(firmware, loader.chip, serialType);
    onStep({ step: "downloading" });
    const images = await fetchImages(firmware, build, signal);
    if (releaseKeys.length > 0) await checkSigned(build, firmware.manifest.version, images, releaseKeys);
    checkFits(images, loader.flashSize);
    if (identity === "keep") checkKeepsIdentity(images);
    else {
      onStep({ step: "erasing" });
      await eraseFlash(loader);
    }
    await writeImages(loader, images, (progress) => onStep({ step: "writing", ...progress }));
    onStep({ step: "restarting" });
    await leaveLoader(transport, loader.esp);
    return loader.chip;
  } catch (error) {
    // Whatever is in flash shall run again, rather than a loader that waits for more.
    if (transport.isOpen) await leaveLoader(transport).catch(() => {});
    transport.stopped.throwIfAborted();
    throw error;
  } finally {
    await transport.release();
  }
}

/** @throws {ProvisioningError} `flash-too-small` */
function checkFits(images: readonly Image[], flashSize: number): void {
  const needed = Math.max(...images.map(({ address, data }) => address + data.length));
  if (needed <= flashSize) return;
  throw new ProvisioningError(
    "flash-too-small",
    `The firmware needs ${needed} bytes of flash; the board has ${flashSize}.`,
  );
}
