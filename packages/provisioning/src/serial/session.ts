import { ProvisioningError } from "../errors.ts";
import { frameSplitter } from "../parsers/frames.ts";
import { messageParser, type SerialMessage } from "../parsers/messages.ts";
import type { SerialLine } from "./line.ts";
import { LINE_BAUD_RATE, openPort } from "./open.ts";

export interface SessionOptions {
  /** Every line that is not an answer to us. */
  readonly onLog?: (line: string) => void;
}

/** The parts of a port that Improv's SDK uses. */
export interface PortBranch {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
}

/**
 * An open serial line at 115200 baud that several users share: it alone holds the port's reader and writer, and
 * gives each user a stream of its own. So the log goes on while Improv or JSON-RPC talk, and nobody leaves a lock.
 */
export class SerialSession {
  readonly #port: SerialPort;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ended = new AbortController();
  readonly #listeners = new Set<(message: SerialMessage) => void>();
  readonly #branches = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #pumped: Promise<void>;

  /** @throws {ProvisioningError} `port-busy`, `port-lost`, `port-not-found` */
  static async open(line: SerialLine, options: SessionOptions = {}): Promise<SerialSession> {
    await line.reacquire();
    await openPort(line.port, LINE_BAUD_RATE);
    return new SerialSession(line.port, options);
  }

  private constructor(port: SerialPort, options: SessionOptions) {
    const { readable, writable } = port;
    if (!readable || !writable) throw new ProvisioningError("port-lost", "The board went away.");
    this.#port = port;
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    for (const end of [this.#reader, this.#writer]) end.closed.catch(() => {});
    this.#pumped = this.#pump();
    const { onLog } = options;
    if (onLog) this.onMessage((message) => message.kind === "log" && onLog(message.text));
  }

  /** Aborted when the line is closed or lost; the reason is the `ProvisioningError` that users reject with. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** @returns stops it */
  onMessage(listener: (message: SerialMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws {ProvisioningError} `port-lost` */
  async write(bytes: Uint8Array): Promise<void> {
    this.ended.throwIfAborted();
    try {
      await this.#writer.write(bytes);
    } catch (cause) {
      this.#end(lost(cause));
      this.ended.throwIfAborted();
    }
  }

  /**
   * Sets DTR and RTS.
   *
   * @throws {ProvisioningError} `port-lost`
   */
  async setSignals(signals: SerialOutputSignals): Promise<void> {
    this.ended.throwIfAborted();
    try {
      await this.#port.setSignals(signals);
    } catch (cause) {
      this.#end(lost(cause));
      this.ended.throwIfAborted();
    }
  }

  /** Bytes from now on, and a way to write, for a user that wants streams to itself. */
  branch(): PortBranch {
    let mine: ReadableStreamDefaultController<Uint8Array>;
    const readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        this.#branches.add(controller);
      },
      cancel: () => void this.#branches.delete(mine),
    });
    // A line that is lost is told by `ended`; the SDK that writes here does not look at its writes.
    const write = (bytes: Uint8Array) => this.write(bytes).catch(() => {});
    return { readable, writable: new WritableStream({ write }) };
  }

  /** Gives the port free, locks and all. */
  async close(): Promise<void> {
    this.#end(new ProvisioningError("port-lost", "The serial line was closed."));
    await this.#reader.cancel().catch(() => {});
    await this.#pumped;
    this.#reader.releaseLock();
    this.#writer.releaseLock();
    // A port that was lost is closed already.
    await this.#port.close().catch(() => {});
  }

  async #pump(): Promise<void> {
    const splitter = frameSplitter();
    const toParser = splitter.writable.getWriter();
    const told = this.#tell(splitter.readable.pipeThrough(messageParser()));
    try {
      for (;;) {
        const { value, done } = await this.#reader.read();
        if (done) break;
        for (const branch of this.#branches) branch.enqueue(value);
        await toParser.write(value);
      }
      this.#end(new ProvisioningError("port-lost", "The serial line was closed."));
    } catch (cause) {
      this.#end(lost(cause));
    }
    await toParser.close();
    await told;
  }

  async #tell(messages: ReadableStream<SerialMessage>): Promise<void> {
    const reader = messages.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const listener of this.#listeners) listener(value);
    }
  }

  #end(reason: ProvisioningError): void {
    if (this.ended.aborted) return;
    this.#ended.abort(reason);
    for (const branch of this.#branches) branch.error(reason);
    this.#branches.clear();
  }
}

function lost(cause: unknown): ProvisioningError {
  return new ProvisioningError("port-lost", "The board went away: its cable was pulled, or it lost power.", {
    cause,
  });
}
