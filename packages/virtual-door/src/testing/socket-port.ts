import { once } from "node:events";
import { WebSocket } from "ws";

/** A door's UART over its WebSocket as a Web Serial port, with what esptool-js uses of one. */
export class SocketPort {
  readonly #url: string;
  #socket: WebSocket | undefined;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  getInfo(): { usbVendorId: number; usbProductId: number } {
    return { usbVendorId: 0x10c4, usbProductId: 0xea60 };
  }

  async open({ baudRate }: { baudRate: number }): Promise<void> {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "open", baudRate }));
    await once(socket, "message");
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        socket.on("message", (data: Buffer, isBinary) => {
          if (isBinary && this.#socket === socket) controller.enqueue(new Uint8Array(data));
        });
      },
    });
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => socket.send(bytes) });
  }

  async setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void> {
    const { dataTerminalReady: dtr, requestToSend: rts } = signals;
    this.#socket?.send(JSON.stringify({ type: "signals", dtr, rts }));
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.readable = null;
    this.writable = null;
    // Without waiting for the end of it: a page that reopens at once must get its port.
    socket?.close();
  }
}
