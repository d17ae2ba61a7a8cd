/** What a virtual port needs of a WebSocket; the browser's own and that of `ws` both fit. */
export type SocketMaker = (url: string) => WebSocket;

export interface VirtualPortOptions {
  /** Address of the door's UART, `ws:` or `wss:`. */
  readonly url: string;
  readonly usbVendorId: number;
  readonly usbProductId: number;
  /** Where the runtime has no WebSocket of its own. */
  readonly socket?: SocketMaker;
}

type Wire = { readonly socket: WebSocket; readonly closed: Promise<void> };

/**
 * The UART of a virtual door as a Web Serial `SerialPort` (https://wicg.github.io/serial/), so that code written for
 * real ports uses it as it is. Differs from a real one in nothing a caller sees: streams that are made anew after
 * `cancel()` and `close()`, `NetworkError` and a `disconnect` event when the cable is pulled, `NetworkError` for a
 * port that another page has.
 */
export class VirtualSerialPort extends EventTarget implements SerialPort {
  onconnect: ((event: Event) => void) | null = null;
  ondisconnect: ((event: Event) => void) | null = null;
  readonly #options: VirtualPortOptions;
  #connected = true;
  #opening = false;
  #wire: Wire | undefined;
  #readable: ReadableStream<Uint8Array> | null = null;
  #reading: ReadableStreamDefaultController<Uint8Array> | undefined;
  #writable: WritableStream<Uint8Array> | null = null;
  #writing: WritableStreamDefaultController | undefined;
  /** What came while nobody read, as an operating system's buffer keeps it. */
  #unread: Uint8Array[] = [];

  constructor(options: VirtualPortOptions) {
    super();
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    if (this.#wire) this.#readable ??= this.#makeReadable();
    return this.#readable;
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (this.#wire) this.#writable ??= this.#makeWritable(this.#wire);
    return this.#writable;
  }

  getInfo(): SerialPortInfo {
    return { usbVendorId: this.#options.usbVendorId, usbProductId: this.#options.usbProductId };
  }

  async open(options: SerialOptions): Promise<void> {
    if (this.#wire || this.#opening) {
      throw new DOMException("The port is already open.", "InvalidStateError");
    }
    this.#opening = true;
    try {
      await this.#connect(options.baudRate);
    } finally {
      this.#opening = false;
    }
  }

  async close(): Promise<void> {
    const wire = this.#wire;
    if (!wire) throw new DOMException("The port is already closed.", "InvalidStateError");
    if (this.#readable?.locked || this.#writable?.locked) {
      throw new TypeError("Cannot close a port whose streams are locked.");
    }
    await this.#readable?.cancel();
    await this.#writable?.abort();
    this.#forgetStreams();
    this.#wire = undefined;
    wire.socket.close();
    // The host gives the UART free when the socket has closed; the next `open` must not meet it busy.
    await wire.closed;
  }

  async forget(): Promise<void> {
    if (this.#wire) await this.close();
  }

  async setSignals(signals: SerialOutputSignals): Promise<void> {
    const { dataTerminalReady: dtr, requestToSend: rts, break: on } = signals;
    if (dtr !== undefined || rts !== undefined) this.#control({ type: "signals", dtr, rts });
    if (on !== undefined) this.#control({ type: "break", on });
  }

  async getSignals(): Promise<SerialInputSignals> {
    if (!this.#wire) throw new DOMException("The port is not open.", "InvalidStateError");
    return { dataCarrierDetect: false, clearToSend: false, ringIndicator: false, dataSetReady: false };
  }

  #control(frame: Record<string, unknown>): void {
    if (!this.#wire) throw new DOMException("The port is not open.", "InvalidStateError");
    this.#wire.socket.send(JSON.stringify(frame));
  }

  #connect(baudRate: number): Promise<void> {
    const make = this.#options.socket ?? ((url) => new WebSocket(url));
    const socket = make(this.#options.url);
    socket.binaryType = "arraybuffer";
    const closed = new Promise<void>((resolve) => {
      socket.addEventListener("close", () => resolve(), { once: true });
    });
    const wire = { socket, closed };
    return new Promise((resolve, reject) => {
      const refuse = () => {
        socket.close();
        reject(new DOMException("Failed to open serial port.", "NetworkError"));
      };
      socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "open", baudRate })));
      socket.addEventListener("error", refuse);
      socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
        if (typeof data !== "string") return this.#receive(wire, new Uint8Array(data));
        const { type } = JSON.parse(data) as { type?: unknown };
        if (type === "opened") {
          this.#wire = wire;
          this.#connected = true;
          resolve();
        } else if (type === "busy") refuse();
        else if (type === "lost") {
          this.#connected = false;
          refuse();
          this.#lose(wire);
        }
      });
      void closed.then(() => {
        refuse();
        this.#lose(wire);
      });
    });
  }

  #receive(wire: Wire, bytes: Uint8Array): void {
    if (this.#wire !== wire) return;
    if (this.#reading) this.#reading.enqueue(bytes);
    else this.#unread.push(bytes);
  }

  /** The cable was pulled, or the host is gone. */
  #lose(wire: Wire): void {
    if (this.#wire !== wire) return;
    this.#wire = undefined;
    this.#connected = false;
    const lost = () => new DOMException("The device has been lost.", "NetworkError");
    this.#reading?.error(lost());
    this.#writing?.error(lost());
    this.#forgetStreams();
    const event = new Event("disconnect", { bubbles: true });
    this.ondisconnect?.(event);
    this.dispatchEvent(event);
  }

  #forgetStreams(): void {
    this.#readable = this.#writable = null;
    this.#reading = this.#writing = undefined;
    this.#unread = [];
  }

  #makeReadable(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#reading = controller;
        for (const bytes of this.#unread.splice(0)) controller.enqueue(bytes);
      },
      cancel: () => {
        this.#readable = null;
        this.#reading = undefined;
      },
    });
  }

  #makeWritable(wire: Wire): WritableStream<Uint8Array> {
    const ended = () => {
      this.#writable = null;
      this.#writing = undefined;
    };
    return new WritableStream<Uint8Array>({
      start: (controller) => {
        this.#writing = controller;
      },
      write: (bytes) => wire.socket.send(bytes.slice()),
      close: ended,
      abort: ended,
    });
  }
}
