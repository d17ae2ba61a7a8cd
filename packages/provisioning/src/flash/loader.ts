import { ESPLoader } from "esptool-js";
import { ProvisioningError } from "../errors.ts";
import type { GuardedTransport } from "./transport.ts";

/** The ROM loader's own speed. */
export const ROM_BAUD_RATE = 115_200;

/** A reset and five tries to sync each: about four seconds for a board that does not enter its loader. */
const CONNECT_ATTEMPTS = 5;
const LINK_CHECK_TIMEOUT = 500;

/** The loader fell silent or sent garbage: at a lower baud rate it may well work. */
export class LinkError extends Error {}

/** A chip in its loader, the flasher stub running. */
export interface Loader {
  readonly esp: ESPLoader;
  /** As esptool names it, for example `ESP32-C3`. */
  readonly chip: string;
  /** With revision, as esptool describes it. */
  readonly description: string;
  /** Bytes. */
  readonly flashSize: number;
}

export interface LoaderTold {
  readonly onLog: (line: string) => void;
  /** Once it is known what chip it is, as esptool names it, and before anything runs on it. */
  readonly onChip: (chip: string) => void;
}

/**
 * Resets the chip into its loader, detects it, starts the stub, and changes to a baud rate that is then tried out.
 *
 * @throws {ProvisioningError} `no-boot-mode`, `wrong-chip`, `port-busy`, `port-lost`, and what `onChip` throws
 * @throws {LinkError}
 */
export async function startLoader(
  transport: GuardedTransport,
  baudRate: number,
  { onLog, onChip }: LoaderTold,
): Promise<Loader> {
  const terminal = { clean() {}, write: onLog, writeLine: onLog };
  const esp = new ESPLoader({ transport, baudrate: baudRate, terminal });
  await enterLoader(esp, transport);
  // Code for the stub runs on one kind of chip only.
  onChip(esp.chip.CHIP_NAME);
  try {
    const description = await esp.chip.getChipDescription(esp);
    await esp.chip.postConnect?.(esp);
    await esp.runStub();
    if (baudRate !== ROM_BAUD_RATE) await esp.changeBaud();
    await esp.readReg(esp.CHIP_DETECT_MAGIC_REG_ADDR, LINK_CHECK_TIMEOUT);
    const size = await esp.detectFlashSize();
    const flashSize = esp.flashSizeBytes(size as Parameters<ESPLoader["flashSizeBytes"]>[0]);
    return { esp, chip: esp.chip.CHIP_NAME, description, flashSize };
  } catch (cause) {
    transport.stopped.throwIfAborted();
    throw cause instanceof ProvisioningError ? cause : new LinkError(messageOf(cause), { cause });
  }
}

async function enterLoader(esp: ESPLoader, transport: GuardedTransport): Promise<void> {
  try {
    await esp.connect("default_reset", CONNECT_ATTEMPTS);
  } catch (cause) {
    transport.stopped.throwIfAborted();
    if (cause instanceof ProvisioningError) throw cause;
    const message = messageOf(cause);
    if (message.includes("CHIP magic")) {
      throw new ProvisioningError("wrong-chip", "The board has a chip that is not known here.", { cause });
    }
    throw new ProvisioningError("no-boot-mode", "The board did not enter its loader.", { cause });
  }
}

/** Leaves the loader: through a reset, into whatever is in flash. A chip with USB of its own takes its port along. */
export async function leaveLoader(transport: GuardedTransport, esp?: ESPLoader): Promise<void> {
  try {
    await transport.setRTS(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (esp) await esp.after("hard_reset");
    else await transport.setRTS(false);
  } catch (cause) {
    const { reason } = transport.stopped;
    const gone = reason instanceof ProvisioningError && reason.code === "port-lost";
    if (!gone) throw cause;
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
