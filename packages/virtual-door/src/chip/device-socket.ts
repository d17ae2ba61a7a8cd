import type { WebSocket } from "ws";
import type { DeviceSocket } from "./services.ts";

const UNSUPPORTED_DATA = 1003;

/** A WebSocket as the program sees it; what comes before the program listens is kept for it. */
export class GuardedSocket implements DeviceSocket {
  readonly #socket: WebSocket;
  readonly #guard: (run: () => void) => void;
  #receive: ((text: string) => void) | undefined;
  #closed: ((code: number, reason: string) => void) | undefined;
  #early: string[] = [];
  #ended: { code: number; reason: string } | undefined;
  #held: string[] | undefined;

  constructor(socket: WebSocket, guard: (run: () => void) => void) {
    this.#socket = socket;
    this.#guard = guard;
    socket.on("message", (data, isBinary) => {
      if (isBinary) socket.close(UNSUPPORTED_DATA);
      else this.#take(data.toString());
    });
    socket.on("close", (code, reason) => this.end(code, reason.toString()));
    // The close event says the rest.
    socket.on("error", () => {});
  }

  send(text: string): void {
    if (this.#ended) return;
    if (this.#held) this.#held.push(text);
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  close(code: number): void {
    if (!this.#ended) this.#socket.close(code);
  }

  onText(receive: (text: string) => void): void {
    this.#receive = receive;
    for (const text of this.#early.splice(0)) this.#guard(() => receive(text));
  }

  onClose(closed: (code: number, reason: string) => void): void {
    this.#closed = closed;
    const ended = this.#ended;
    if (ended) this.#guard(() => closed(ended.code, ended.reason));
  }

  ping(): void {
    if (!this.#ended && !this.#held && this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  onPong(heard: () => void): void {
    this.#socket.on("pong", () => {
      if (!this.#ended) this.#guard(heard);
    });
  }

  /** Tells the program that this connection is over; once. */
  end(code: number, reason: string): void {
    if (this.#ended) return;
    this.#ended = { code, reason };
    const closed = this.#closed;
    if (closed) this.#guard(() => closed(code, reason));
  }

  /** Nothing gets through in either direction; TCP sends what was held when it can again. */
  hold(on: boolean): void {
    if (this.#ended) return;
    if (on) {
      this.#held ??= [];
      this.#socket.pause();
    } else if (this.#held) {
      const held = this.#held;
      this.#held = undefined;
      this.#socket.resume();
      for (const text of held) this.send(text);
    }
  }

  #take(text: string): void {
    if (this.#ended) return;
    const receive = this.#receive;
    if (receive) this.#guard(() => receive(text));
    else this.#early.push(text);
  }
}
