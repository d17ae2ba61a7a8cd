import { ProvisioningError } from "../errors.ts";
import type { SerialLine } from "./line.ts";
import { portName } from "./usb-ids.ts";

/** How long a board with USB of its own may take to come back after a restart, in milliseconds. */
const COMES_BACK_WITHIN = 8_000;

/**
 * A real port that a person has picked.
 *
 * Bridges (CP210x, CH340) stay through a restart of the chip. A chip with USB of its own is enumerated anew, and the
 * browser may then have another object for it: one with the same USB ids, and none of those that were there beside it
 * before, for boards of one kind all have the same ids.
 *
 * @param serial `navigator.serial`
 * @param picked what `serial.requestPort()` gave
 */
export function webSerialLine(
  serial: Pick<Serial, "getPorts" | "addEventListener" | "removeEventListener">,
  picked: SerialPort,
): SerialLine {
  const ids = picked.getInfo();
  let port = picked;
  /** Ports that were there while this one was. */
  let others: ReadonlySet<SerialPort> = new Set();

  const findAgain = async (): Promise<SerialPort | undefined> => {
    const ports = (await serial.getPorts()).filter(({ connected }) => connected !== false);
    // Browsers before `connected` came list the ports that are there, and no others.
    if (port.connected ?? ports.includes(port)) {
      others = new Set(ports.filter((other) => other !== port));
      return port;
    }
    return ports.find((other) => sameIds(other.getInfo(), ids) && !others.has(other));
  };

  return {
    name: portName(ids),
    kind: "usb",
    get port() {
      return port;
    },
    async reacquire(signal) {
      const patience = AbortSignal.timeout(COMES_BACK_WITHIN);
      const until = signal ? AbortSignal.any([signal, patience]) : patience;
      for (;;) {
        const looked = new AbortController();
        // Before the look, so that a port which comes meanwhile is not missed.
        const connected = nextConnect(serial, AbortSignal.any([until, looked.signal]));
        const found = await findAgain();
        if (found) {
          looked.abort();
          port = found;
          return;
        }
        await connected;
        signal?.throwIfAborted();
        if (patience.aborted) {
          throw new ProvisioningError("port-not-found", "The board did not come back after its restart.");
        }
      }
    },
  };
}

function nextConnect(
  serial: Pick<Serial, "addEventListener" | "removeEventListener">,
  until: AbortSignal,
): Promise<void> {
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

/** Ports without USB ids cannot be told apart, so none of them is taken for another. */
function sameIds(a: SerialPortInfo, b: SerialPortInfo): boolean {
  return a.usbVendorId !== undefined && a.usbVendorId === b.usbVendorId && a.usbProductId === b.usbProductId;
}
