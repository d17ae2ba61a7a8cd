import { listVirtualPorts, type VirtualLine } from "./virtual-line.ts";

export interface PortOffer {
  readonly virtual: readonly VirtualLine[];
  /** Opens the browser's own chooser. Missing where the browser has no Web Serial. Call it from a click only. */
  readonly real?: () => Promise<SerialPort>;
}

/** Lets a person choose. Resolves to nothing where they close the chooser. */
export type PortChooser = (offer: PortOffer) => Promise<SerialPort | undefined>;

/**
 * Makes `navigator.serial.requestPort()` offer virtual doors beside real ports, for code that calls it by itself
 * (esp-web-tools). Where the browser has no Web Serial, it gets a `navigator.serial` that knows virtual doors alone.
 * Install before that code is loaded: it looks for `navigator.serial` as it loads.
 *
 * @returns puts everything back
 */
export function installVirtualPorts(target: Navigator, hostUrl: string, choose: PortChooser): () => void {
  const serial = (target as { serial?: Serial }).serial;
  const real =
    serial && ((options?: SerialPortRequestOptions) => Serial.prototype.requestPort.call(serial, options));

  const requestPort = async (options?: SerialPortRequestOptions): Promise<SerialPort> => {
    // A host that does not answer must not keep a person from their real port.
    const virtual = await listVirtualPorts(hostUrl).catch(() => []);
    // The real chooser is opened only when somebody asks for it: where there is nobody to answer it, it never settles.
    const port = await choose({ virtual, ...(real ? { real: () => real(options) } : {}) });
    if (!port) throw new DOMException("No port selected by the user.", "NotFoundError");
    return port;
  };

  if (serial) {
    Object.defineProperty(serial, "requestPort", { configurable: true, value: requestPort });
    return () => void delete (serial as { requestPort?: unknown }).requestPort;
  }
  const stand = Object.assign(new EventTarget(), { requestPort, getPorts: async () => [] });
  Object.defineProperty(target, "serial", { configurable: true, value: stand });
  return () => void delete (target as { serial?: unknown }).serial;
}
