import { Transport } from "esptool-js";
import { ProvisioningError } from "../errors.ts";
import { printable } from "../parsers/messages.ts";
import { openFailure } from "../serial/open.ts";

/**
 * esptool-js' transport, with what a page needs besides: it ends at once when the cable is pulled or somebody
 * aborts, instead of waiting for timeouts; leaves no lock behind; and says why a port does not open.
 */
export class GuardedTransport extends Transport {
  readonly #stop = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #unwatch: () => void;
  #isOpen = false;

  readonly #onLog: (line: string) => void;

  /** @param onLog what the chip says where the loader should have answered: its boot log */
  constructor(port: SerialPort, onLog: (line: string) => void, signal?: AbortSignal) {
    super(port);
    this.#onLog = onLog;
    const aborted = () => this.#stop.abort(signal?.reason);
    const unplugged = () =>
      this.#stop.abort(
        new ProvisioningError("port-lost", "The board went away: its cable was pulled, or it lost power."),
      );
    this.#unwatch = () => {
      signal?.removeEventListener("abort", aborted);
      port.removeEventListener("disconnect", unplugged);
    };
    this.#stopped = new Promise((_, reject) => {
      this.#stop.signal.addEventListener("abort", () => reject(this.#stop.signal.reason), { once: true });
    });
    this.#stopped.catch(() => {});
    port.addEventListener("disconnect", unplugged);
    signal?.addEventListener("abort", aborted);
    if (signal?.aborted) aborted();
  }

  /** Aborted when the cable was pulled or the caller aborts; the reason is what the flow rejects with. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  override async connect(...options: Parameters<Transport["connect"]>): Promise<void> {
    try {
      await this.guard(super.connect(...options));
      this.#isOpen = true;
    } catch (cause) {
      throw cause instanceof DOMException || cause instanceof TypeError
        ? openFailure(this.device, cause)
        : cause;
    }
  }

  override async disconnect(): Promise<void> {
    this.#isOpen = false;
    await super.disconnect();
  }

  /** esptool-js looks here for the boot log after each reset, and then throws it away. */
  override peek(): Uint8Array {
    const bytes = super.peek();
    for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
      const text = printable(line).trim();
      if (text !== "") this.#onLog(text);
    }
    return bytes;
  }

  override read(timeout: number): Promise<Uint8Array> {
    return this.guard(super.read(timeout));
  }

  override async write(data: Uint8Array): Promise<void> {
    this.stopped.throwIfAborted();
    const writer = this.device.writable?.getWriter();
    if (!writer) throw new Error("The port is closed.");
    try {
      await this.guard(writer.write(this.slipWriter(data)));
    } finally {
      writer.releaseLock();
    }
  }

  /** Silent: it would write every byte to the page's console. */
  override trace(): void {}

  /** Whether the port is open, and by us: one that somebody else has open is not ours to touch. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Gives the port free, whatever state it is in. */
  async release(): Promise<void> {
    this.#unwatch();
    // A port that was lost is closed already.
    if (this.#isOpen) await this.disconnect().catch(() => {});
  }

  private guard<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.#stopped, work]);
  }
}
