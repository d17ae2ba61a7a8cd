import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { SerialLine } from "../src/serial/line.ts";
import { type SocketMaker, VirtualSerialPort } from "../src/serial/virtual-port.ts";

/** `ws` in place of the browser's WebSocket, which Node 20 does not have. */
export const nodeSocket: SocketMaker = (url) => new WebSocket(url) as unknown as globalThis.WebSocket;

/**
 * The host's side of one UART, as docs/architecture.md has it, with a test's own hand at it: for what a healthy
 * door never says.
 */
export class ScriptedUart {
  readonly control: unknown[] = [];
  readonly server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  /** What the board makes of what it is sent; an echo unless told. */
  answer: (bytes: Buffer) => Uint8Array | string | undefined = (bytes) => bytes;
  page: WebSocket | undefined;

  static async start(): Promise<ScriptedUart> {
    const uart = new ScriptedUart();
    await once(uart.server, "listening");
    return uart;
  }

  private constructor() {
    this.server.on("connection", (socket) => (this.page ? refuse(socket) : this.serve(socket)));
  }

  port(): VirtualSerialPort {
    const url = `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
    return new VirtualSerialPort({ url, usbVendorId: 0x10c4, usbProductId: 0xea60, socket: nodeSocket });
  }

  line(): SerialLine {
    return { name: "scripted", kind: "virtual", port: this.port(), reacquire: async () => {} };
  }

  say(text: Uint8Array | string): void {
    this.page?.send(Buffer.from(text), { binary: true });
  }

  /** Pulls the cable. Resolves when the page's socket is gone. */
  async pull(): Promise<void> {
    const { page } = this;
    page?.send('{"type":"lost"}');
    page?.close();
    if (page) await once(page, "close");
  }

  async stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
    await once(this.server, "close");
  }

  private serve(socket: WebSocket): void {
    this.page = socket;
    socket.on("close", () => {
      this.page = undefined;
    });
    socket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) {
        const answer = this.answer(data);
        if (answer !== undefined) this.say(answer);
        return;
      }
      const frame = JSON.parse(data.toString());
      this.control.push(frame);
      if (frame.type === "open") socket.send('{"type":"opened"}');
    });
  }
}

function refuse(socket: WebSocket): void {
  socket.on("message", () => {
    socket.send('{"type":"busy"}');
    socket.close();
  });
}
