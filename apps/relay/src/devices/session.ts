import {
  BOUNDS,
  CLOSE,
  type DeviceEvent,
  type DeviceFrame,
  type DeviceStatus,
  type DoorId,
  ProtocolError,
  parseDeviceFrame,
  type RelayFrame,
  randomBase64url,
  UPDATE_PHASES,
} from "@openlock/protocol";
import type { RawData, WebSocket } from "ws";
import type { DeviceAnswer, StatusReply } from "./answer.ts";
import { FloodGuard } from "./flood.ts";

/** What a device says of an update over the air. */
export type UpdateFrame = Extract<DeviceFrame, { type: "update-progress" | "update-result" }>;

/** Frames of an update that a device may send as fast as it likes: each percent of each phase (section 5). */
const PROGRESS_MAX = UPDATE_PHASES.length * 101;

/** What a session tells of itself. */
export interface SessionListener {
  keepAlive(session: DeviceSession): void;
  status(session: DeviceSession, status: DeviceStatus): void;
  event(session: DeviceSession, event: DeviceEvent): void;
  update(session: DeviceSession, frame: UpdateFrame): void;
  ended(session: DeviceSession, why: string): void;
}

export interface SessionFacts {
  readonly id: string;
  readonly door: DoorId;
  readonly kid: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly since: number;
  readonly expiresAt: number;
}

interface Waiting<T> {
  settle(answer: T): void;
  readonly timer: NodeJS.Timeout;
}

/** Answers that came too late are no offence; this many are remembered. */
const LATE_MAX = 64;
/** A device that takes nothing in is as good as gone. */
const BUFFERED_MAX = 256 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One device's socket (protocol, section 3). Whatever arrives that does not belong there ends this session alone. */
export class DeviceSession {
  readonly facts: SessionFacts;
  /** When the device was last heard. */
  heardAt: number;
  readonly #socket: WebSocket;
  readonly #listener: SessionListener;
  readonly #now: () => number;
  readonly #flood: FloodGuard;
  readonly #commands = new Map<string, Waiting<DeviceAnswer>>();
  readonly #late = new Set<string>();
  #progressLeft = PROGRESS_MAX;
  #asking:
    | { readonly id: string; readonly reply: Promise<StatusReply>; settle(reply: StatusReply): void }
    | undefined;
  #ended = false;

  constructor(socket: WebSocket, facts: SessionFacts, listener: SessionListener, now: () => number) {
    this.facts = facts;
    this.heardAt = now();
    this.#socket = socket;
    this.#listener = listener;
    this.#now = now;
    this.#flood = new FloodGuard(this.heardAt);
    socket.on("message", (data, isBinary) => this.#hear(data, isBinary));
    // `ws` answers pings by itself; they count, so that they cannot be a way around the guard.
    socket.on("ping", () => this.#count());
    socket.on("close", (code) => this.#end(`closed (${code})`));
    // `ws` closes by itself with the code that fits, such as 1009 for a frame too large.
    socket.on("error", (error) => this.#end(error.message));
  }

  get open(): boolean {
    return !this.#ended && this.#socket.readyState === this.#socket.OPEN;
  }

  /** Commands that wait for an answer. */
  get pending(): number {
    return this.#commands.size;
  }

  welcome(): void {
    this.#send({
      type: "welcome",
      serverTime: this.#now(),
      keepAliveSeconds: BOUNDS.keepAliveSeconds,
    });
  }

  /** Hands a sealed command over, once, and waits for what the device makes of it. */
  command(jti: string, jwe: string, timeoutMs: number): Promise<DeviceAnswer> {
    if (!this.open) return Promise.resolve({ outcome: "offline" });
    if (this.#commands.has(jti)) return Promise.resolve({ outcome: "duplicate" });
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#remember(jti);
        settle({ outcome: "timeout" });
      }, timeoutMs);
      const settle = (answer: DeviceAnswer) => {
        clearTimeout(timer);
        this.#commands.delete(jti);
        resolve(answer);
      };
      this.#commands.set(jti, { settle, timer });
      this.#send({ type: "command", id: jti, jwe });
    });
  }

  /** Asks for the status document. Callers that come together share one question. */
  status(timeoutMs: number): Promise<StatusReply> {
    if (!this.open) return Promise.resolve({ outcome: "offline" });
    if (this.#asking) return this.#asking.reply;
    const id = randomBase64url(12);
    const { promise, resolve } = withResolvers<StatusReply>();
    const timer = setTimeout(() => {
      this.#remember(id);
      settle({ outcome: "timeout" });
    }, timeoutMs);
    const settle = (reply: StatusReply) => {
      clearTimeout(timer);
      this.#asking = undefined;
      resolve(reply);
    };
    this.#asking = { id, reply: promise, settle };
    this.#send({ type: "status", id });
    return promise;
  }

  /** Tells the device of an image that it may fetch. @returns false where there is no connection */
  update(update: Readonly<Omit<Extract<RelayFrame, { type: "update" }>, "type">>): boolean {
    if (!this.open) return false;
    this.#progressLeft = PROGRESS_MAX;
    this.#send({ type: "update", ...update });
    return true;
  }

  /** Ends the session with a close code of section 3. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    this.#socket.close(code, reason);
    this.#end(reason);
  }

  /** Ends it without a farewell, for a peer that is not there any more. */
  terminate(reason: string): void {
    this.#socket.terminate();
    this.#end(reason);
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#ended) return;
    const frame = readFrame(data, isBinary);
    if (typeof frame === "string") {
      this.#offence(frame);
      return;
    }
    this.heardAt = this.#now();
    // An answer to a command was asked for; everything else counts.
    if (frame.type === "result") this.#result(frame);
    else if (frame.type === "update-progress" && this.#progressLeft > 0) {
      this.#progressLeft -= 1;
      this.#handle(frame);
    } else if (this.#count()) this.#handle(frame);
  }

  #handle(frame: Exclude<DeviceFrame, { type: "result" }>): void {
    switch (frame.type) {
      case "keepalive":
        this.#listener.keepAlive(this);
        break;
      case "event":
        this.#listener.event(this, frame);
        break;
      case "status":
        this.#status(frame);
        break;
      case "update-progress":
      case "update-result":
        // Also of an update that an earlier session was told of: which one it is, the records know.
        this.#listener.update(this, frame);
    }
  }

  #status({ id, status }: Extract<DeviceFrame, { type: "status" }>): void {
    if (id !== undefined && id === this.#asking?.id) {
      this.#asking.settle({ outcome: "answered", status, at: this.heardAt });
    } else if (id !== undefined && !this.#late.delete(id)) {
      this.#offence("a status that was not asked for");
      return;
    }
    this.#listener.status(this, status);
  }

  #result({ id, code, jwe }: Extract<DeviceFrame, { type: "result" }>): void {
    const waiting = this.#commands.get(id);
    if (waiting) waiting.settle({ outcome: "answered", code, ...(jwe === undefined ? {} : { jwe }) });
    else if (!this.#late.delete(id)) this.#offence("a result that was not asked for");
  }

  #count(): boolean {
    if (this.#ended) return false;
    if (this.#flood.take(this.#now())) return true;
    this.#offence("too many frames");
    return false;
  }

  #offence(what: string): void {
    this.close(CLOSE.protocolError, what);
  }

  #remember(id: string): void {
    if (this.#late.size >= LATE_MAX)
      for (const oldest of this.#late) {
        this.#late.delete(oldest);
        break;
      }
    this.#late.add(id);
  }

  #send(frame: RelayFrame): void {
    if (this.#socket.bufferedAmount > BUFFERED_MAX) this.terminate("takes nothing in");
    else this.#socket.send(JSON.stringify(frame));
  }

  #end(why: string): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { settle } of [...this.#commands.values()]) settle({ outcome: "lost" });
    this.#asking?.settle({ outcome: "offline" });
    this.#listener.ended(this, why);
  }
}

/** @returns the frame, or what is wrong with it */
function readFrame(data: RawData, isBinary: boolean): DeviceFrame | string {
  if (isBinary || !Buffer.isBuffer(data)) return "not a text frame";
  try {
    return parseDeviceFrame(utf8.decode(data));
  } catch (error) {
    // What is not a ProtocolError is the decoder's.
    return error instanceof ProtocolError ? error.code : "not UTF-8";
  }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
