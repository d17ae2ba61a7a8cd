/**
 * A board at the end of a cable, as the flows need it: a port that speaks Web Serial, and a way to find that port
 * again. Each way to carry the bytes is one file beside this: `web-serial-line.ts`, `virtual-line.ts`.
 */
export interface SerialLine {
  /** As people tell ports apart. */
  readonly name: string;
  readonly kind: "usb" | "virtual";
  /** The port as it is now: another object once the board has come back under a new one. */
  readonly port: SerialPort;
  /**
   * Makes `port` one that can be opened, after a restart or a pulled cable.
   *
   * @throws {ProvisioningError} `port-not-found`
   */
  reacquire(signal?: AbortSignal): Promise<void>;
}
