import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { SerialLine } from "@openlock/provisioning";

/** A UART on a TCP port, as a Web Serial port: what the flows of `@openlock/provisioning` use of one. */
class TcpSerialPort extends EventTarget {
  readonly #port: number;
  #socket: Socket | undefined;
  readonly connected = true;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  getInfo(): SerialPortInfo {
    return {};
  }

  async open(_options: SerialOptions): Promise<void> {
    const socket = connect(this.#port, "127.0.0.1");
    await once(socket, "connect");
    this.#socket = socket;
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        socket.on("data", (data) => controller.enqueue(new Uint8Array(data)));
        socket.on("close", () => {
          if (this.#socket !== socket) return;
          this.dispatchEvent(new Event("disconnect"));
          controller.error(new DOMException("The device has been lost.", "NetworkError"));
        });
        socket.on("error", () => {});
      },
    });
    this.writable = new WritableStream<Uint8Array>({
      write: (bytes) =>
        new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve()))),
    });
  }

  async setSignals(): Promise<void> {}

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.readable = null;
    this.writable = null;
    if (!socket || socket.destroyed) return;
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
  }
}

/** The line to `esplock-host`: its port is always the same one. */
export function tcpSerialLine(port: number): SerialLine {
  return {
    name: `127.0.0.1:${port}`,
    kind: "virtual",
    port: new TcpSerialPort(port) as unknown as SerialPort,
    reacquire: async () => {},
  };
}
