import { ProvisioningError, type ProvisioningErrorCode } from "../errors.ts";
import { type Adapter, adapterOf } from "../serial/usb-ids.ts";
import { type BootLog, readBootLog } from "./boot-log.ts";
import { TROUBLES, type TroubleCode } from "./troubles.ts";

/** All that is known of a board that does not do what it should. */
export interface Evidence {
  /** What the step failed with. Without it, only the log speaks. */
  readonly error?: unknown;
  /** `getInfo()` of the port, where there is one. */
  readonly port?: SerialPortInfo;
  /** What the board wrote since the step began, oldest first. */
  readonly log?: readonly string[];
}

export interface Diagnosis {
  readonly code: TroubleCode;
  /** Where it is documented: an address, or a file of this project. */
  readonly source: string;
  /** The line of the log that says so. */
  readonly seen?: string;
}

/**
 * What is wrong. An error that says exactly what happened is believed; one that only says
 * that nothing came, or that the line broke off, is explained by the boot log first and by the kind of port then.
 *
 * @returns nothing for what the doctor does not know: then the error's own words are the best there are
 *
 * @example
 * diagnose({ error, port: line.port.getInfo(), log })?.code // "brown-out"
 */
export function diagnose({ error, port, log = [] }: Evidence): Diagnosis | undefined {
  if (error instanceof DOMException && error.name === "NotFoundError") return diagnosis("no-port");
  const heard = readBootLog(log);
  if (error === undefined) return fromLog(heard);
  if (!(error instanceof ProvisioningError)) return undefined;
  const exact = EXACT[error.code] ?? (error.trouble === undefined ? undefined : DEVICE_SAYS[error.trouble]);
  if (exact) return diagnosis(exact);
  if (!VAGUE.has(error.code)) return undefined;
  return fromLog(heard) ?? fromPort(error.code, heard, port && adapterOf(port));
}

/** Errors that leave nothing to be guessed. */
const EXACT: { readonly [Code in ProvisioningErrorCode]?: TroubleCode } = {
  "port-busy": "port-busy",
  "wrong-chip": "wrong-chip",
  "verify-failed": "flash-worn",
  "not-reset": "not-reset",
  "wifi-wrong-password": "wifi-password",
  "wifi-network-gone": "wifi-gone",
};

/** What esplock says keeps it from being online: the `trouble` of its `device.info`. */
const DEVICE_SAYS: Readonly<Record<string, TroubleCode>> = {
  "wifi-wrong-password": "wifi-password",
  "wifi-no-access-point": "wifi-gone",
  "wifi-timeout": "wifi-refused",
  unreachable: "server-unreachable",
  timeout: "server-unreachable",
  "certificate-untrusted": "certificate-untrusted",
  "certificate-expired": "certificate-expired",
  "certificate-not-yet-valid": "clock",
  "certificate-name": "certificate-name",
  "not-tls": "not-tls",
};

/** Errors that many troubles end in. */
const VAGUE: ReadonlySet<ProvisioningErrorCode> = new Set<ProvisioningErrorCode>([
  "port-lost",
  "port-not-found",
  "no-boot-mode",
  "link-unreliable",
  "write-failed",
  "no-answer",
  "bad-answer",
  "wifi-failed",
  "not-online",
]);

/** What a boot log says by itself, the cause before what follows from it. */
function fromLog(heard: BootLog): Diagnosis | undefined {
  if (heard.brownOut) return diagnosis("brown-out", heard.brownOut);
  if (heard.oddBootMode) return diagnosis("odd-boot-mode", heard.oddBootMode);
  if (heard.damagedFlash) return diagnosis("flash-damaged", heard.damagedFlash);
  if (heard.emptyFlash) return diagnosis("flash-empty", heard.emptyFlash);
  if (heard.loop) return diagnosis("boot-loop", heard.loop);
  return undefined;
}

function fromPort(
  error: ProvisioningErrorCode,
  heard: BootLog,
  adapter: Adapter | undefined,
): Diagnosis | undefined {
  const ownUsb = adapter?.kind === "own-usb";
  switch (error) {
    case "port-lost":
      return diagnosis("cable-out");
    case "port-not-found":
      return diagnosis(ownUsb ? "own-usb-gone" : "cable-out");
    case "link-unreliable":
      return diagnosis("poor-link");
    case "write-failed":
      return diagnosis("flash-worn");
    case "wifi-failed":
      return diagnosis("wifi-refused");
    case "no-boot-mode":
      if (heard.inLoader) return diagnosis("one-way", heard.inLoader);
      if (heard.inProgram) return bootButton(ownUsb, heard.inProgram);
      return wrongPort(adapter) ?? bootButton(ownUsb);
    case "no-answer":
    case "bad-answer":
      if (heard.inLoader) return diagnosis("in-loader", heard.inLoader);
      if (ownUsb) return diagnosis("own-usb-silent");
      return wrongPort(adapter) ?? (error === "no-answer" ? diagnosis("silent") : undefined);
    default:
      return undefined;
  }
}

function bootButton(ownUsb: boolean, seen?: string): Diagnosis {
  return diagnosis(ownUsb ? "no-boot-mode-own-usb" : "no-boot-mode", seen);
}

/** A port at which no ESP32 is to be expected, where nothing was heard at it either. */
function wrongPort(adapter: Adapter | undefined): Diagnosis | undefined {
  if (adapter?.kind === "bluetooth") return diagnosis("bluetooth-port");
  if (adapter?.kind === "unknown-usb" || adapter?.kind === "not-usb") return diagnosis("other-port");
  return undefined;
}

function diagnosis(code: TroubleCode, seen?: string): Diagnosis {
  return { code, source: TROUBLES[code], ...(seen === undefined ? {} : { seen }) };
}
