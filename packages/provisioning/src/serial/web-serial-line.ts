import { ProvisioningError } from "../errors.ts";
import type { SerialLine } from "./line.ts";

/** How long a board with USB of its own may take to come back after a restart, in milliseconds. */
const COMES_BACK_WITHIN = 8_000;

/**
 * A real port that a person has picked.
 *
 * @param serial `navigator.serial`
 * @param picked what `serial.requestPort()` gave
 */
export function webSerialLine(serial: Serial, picked: SerialPort): SerialLine {
  const ids = picked.getInfo();
  let port = picked;

  const findAgain = async () => {
    if (port.connected) return port;
    const ports = await serial.getPorts();
    return ports.find((other) => other.connected !== false && sameIds(other.getInfo(), ids));
  };

  return {
    name:
      ids.usbVendorId === undefined
        ? "Serial port"
        : `USB ${hex(ids.usbVendorId)}:${hex(ids.usbProductId ?? 0)}`,
    kind: "usb",
    get port() {
      return port;
    },
    // Bridges (CP2102, CH340) stay through a restart of the chip; a chip with USB of its own is enumerated anew, and
    // the browser then has another object for it.
    async reacquire(signal) {
      const patience = AbortSignal.timeout(COMES_BACK_WITHIN);
      const until = signal ? AbortSignal.any([signal, patience]) : patience;
      for (;;) {
        const found = await findAgain();
        if (found) {
          port = found;
          return;
        }
        await nextConnect(serial, until);
        signal?.throwIfAborted();
        if (patience.aborted) {
          throw new ProvisioningError("port-not-found", "The board did not come back after its restart.");
        }
      }
    },
  };
}

function nextConnect(serial: Serial, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      serial.removeEventListener("connect", done);
      until.removeEventListener("abort", done);
      resolve();
    };
    if (until.aborted) return resolve();
    serial.addEventListener("connect", done);
    until.addEventListener("abort", done);
  });
}

function sameIds(a: SerialPortInfo, b: SerialPortInfo): boolean {
  return a.usbVendorId === b.usbVendorId && a.usbProductId === b.usbProductId;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, "0");
}
