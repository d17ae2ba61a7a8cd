import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type DeviceFrame, parseDeviceFrame, type RelayFrame } from "@openlock/protocol";
import type { WebSocket } from "ws";

/** The relay's end of one device socket. */
export class Session {
  readonly request: IncomingMessage;
  readonly frames: DeviceFrame[] = [];
  /** Frames that are not of the protocol: no device may send one. */
  readonly faults: string[] = [];
  /** The code with which it ended; 1006 without a farewell. */
  closed: number | undefined;
  pings = 0;
  answersPings = true;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #changed: () => void;

  constructor(socket: WebSocket, stream: Duplex, request: IncomingMessage, changed: () => void) {
    this.request = request;
    this.#socket = socket;
    this.#stream = stream;
    this.#changed = changed;
    socket.on("message", (data, isBinary) => {
      if (isBinary) this.faults.push("a binary frame");
      else this.#hear(data.toString());
      changed();
    });
    socket.on("ping", (data) => {
      this.pings++;
      if (this.answersPings) socket.pong(data);
      changed();
    });
    socket.on("close", (code) => {
      this.closed = code;
      changed();
    });
    socket.on("error", (error) => this.faults.push(error.message));
  }

  say(frame: RelayFrame | string): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** One message in several frames (RFC 6455, 5.4). */
  sayFragmented(text: string, pieces: number): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < pieces; at++) {
      const from = Math.floor((bytes.length * at) / pieces);
      const to = Math.floor((bytes.length * (at + 1)) / pieces);
      this.#socket.send(bytes.subarray(from, to), { binary: false, fin: at === pieces - 1 });
    }
  }

  sayBinary(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: true });
  }

  /** Bytes below WebSocket, as they are. */
  raw(bytes: Uint8Array): void {
    this.#stream.write(bytes);
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  /** The connection ends without a farewell. */
  cut(): void {
    this.#socket.terminate();
  }

  sent<T extends DeviceFrame["type"]>(type: T): Extract<DeviceFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<DeviceFrame, { type: T }> => frame.type === type);
  }

  #hear(text: string): void {
    try {
      this.frames.push(parseDeviceFrame(text));
    } catch (error) {
      this.faults.push(`${(error as Error).message}: ${text.slice(0, 200)}`);
    }
    this.#changed();
  }
}

/** A message as one frame of a server, which masks nothing (RFC 6455, 5.2). */
export function frameBytes(text: string): Buffer {
  const body = Buffer.from(text);
  const head = body.length < 126 ? Buffer.of(0x81, body.length) : Buffer.alloc(4);
  if (body.length >= 126) {
    head.set([0x81, 126]);
    head.writeUInt16BE(body.length, 2);
  }
  return Buffer.concat([head, body]);
}
