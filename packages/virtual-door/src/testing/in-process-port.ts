import type { UsbConnection, UsbSerial } from "../chip/usb-serial.ts";

/**
 * A door's UART as a Web Serial port in the same process, with what esptool-js uses of one. Pages have the one of
 * `@openlock/provisioning`, which goes over a WebSocket; this one lets the chip be tested without either.
 */
export class InProcessPort {
  readonly #usb: UsbSerial;
  #connection: UsbConnection | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;

  constructor(usb: UsbSerial) {
    this.#usb = usb;
  }

  getInfo(): { usbVendorId: number; usbProductId: number } {
    return { usbVendorId: 0x10c4, usbProductId: 0xea60 };
  }

  async open({ baudRate }: { baudRate: number }): Promise<void> {
    const connection = this.#usb.open(baudRate);
    this.#connection = connection;
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => connection.write(bytes) });
    connection.onData((bytes) => this.#controller?.enqueue(bytes));
    connection.onLost(() => {
      this.#connection = undefined;
      this.#controller?.error(new DOMException("The device has been lost.", "NetworkError"));
    });
  }

  async setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void> {
    const { dataTerminalReady: dtr, requestToSend: rts } = signals;
    this.#connection?.setSignals({
      ...(dtr === undefined ? {} : { dtr }),
      ...(rts === undefined ? {} : { rts }),
    });
  }

  async close(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
    this.#controller = undefined;
    this.readable = null;
    this.writable = null;
  }
}
