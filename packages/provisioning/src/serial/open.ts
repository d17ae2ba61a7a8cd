import { ProvisioningError } from "../errors.ts";

/** esplock's serial line (section 6). */
export const LINE_BAUD_RATE = 115_200;

/**
 * Opens a port, with a reason that tells one failure from another: browsers say `NetworkError` for a port that
 * somebody else has as well as for one that is gone.
 *
 * @throws {ProvisioningError} `port-busy`, `port-lost`
 */
export async function openPort(port: SerialPort, baudRate: number): Promise<void> {
  try {
    await port.open({ baudRate, bufferSize: 16 * 1024 });
  } catch (cause) {
    throw openFailure(port, cause);
  }
  // Some drivers raise both lines at open; on common boards that can hold the chip in reset.
  try {
    await port.setSignals({ dataTerminalReady: false, requestToSend: false });
  } catch (cause) {
    // Gone in the moment in which it was opened.
    if (port.connected === false) throw openFailure(port, cause);
    throw cause;
  }
}

export function openFailure(port: SerialPort, cause: unknown): ProvisioningError {
  if (port.connected === false) {
    return new ProvisioningError("port-lost", "The board is not plugged in.", { cause });
  }
  return new ProvisioningError("port-busy", "The port is in use, here or in another program.", { cause });
}
