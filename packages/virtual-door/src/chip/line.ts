import type { Timer } from "./services.ts";

/** Bits on the wire for each byte: 8N1. */
const BITS_PER_BYTE = 10;
/** Bytes go over in portions of about this long, so that resets and pulled cables cut where they should. */
const PORTION_MS = 10;
/** A UART still reads right when the two clocks differ by this much. */
const TOLERANCE = 0.03;

export interface LineEnd {
  /** The rate at which the receiver listens. */
  readonly baudRate: () => number;
  readonly receive: (bytes: Uint8Array) => void;
}

export interface LineOptions {
  readonly timer: Timer;
  readonly to: LineEnd;
  /** Without pacing bytes arrive at once. */
  readonly paced: boolean;
  /** The fastest rate that comes through clean. */
  readonly maxBaudRate: () => number;
}

interface Portion {
  readonly bytes: Uint8Array;
  readonly baudRate: number;
}

/** One direction of a serial line: bytes take their time, and a receiver at another rate gets garbage. */
export class Line {
  readonly #options: LineOptions;
  readonly #queue: Portion[] = [];
  readonly #drained: (() => void)[] = [];
  #cancel: (() => void) | undefined;
  #sending = false;
  #noise = 0x2545f491;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#queue.length === 0 && !this.#sending;
  }

  send(bytes: Uint8Array, baudRate: number): void {
    const portion = Math.max(1, Math.floor((baudRate * PORTION_MS) / (BITS_PER_BYTE * 1000)));
    const step = this.#options.paced ? portion : bytes.length || 1;
    for (let at = 0; at < bytes.length; at += step) {
      this.#queue.push({ bytes: bytes.slice(at, at + step), baudRate });
    }
    this.#pump();
  }

  /** Runs once everything sent so far has arrived; at once when that is so already. */
  whenDrained(run: () => void): void {
    if (this.idle) run();
    else this.#drained.push(run);
  }

  /** What is under way is lost: the sender was reset, or the cable came off. */
  drop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#sending = false;
    this.#queue.length = 0;
    this.#drained.length = 0;
  }

  #pump(): void {
    if (this.#sending) return;
    if (!this.#options.paced) {
      this.#sending = true;
      for (let portion = this.#queue.shift(); portion; portion = this.#queue.shift()) this.#deliver(portion);
      this.#sending = false;
      this.#announceDrained();
      return;
    }
    const portion = this.#queue.shift();
    if (!portion) {
      this.#announceDrained();
      return;
    }
    this.#sending = true;
    const ms = (portion.bytes.length * BITS_PER_BYTE * 1000) / portion.baudRate;
    this.#cancel = this.#options.timer.after(ms, () => {
      this.#cancel = undefined;
      this.#sending = false;
      this.#deliver(portion);
      if (!this.#sending) this.#pump();
    });
  }

  #announceDrained(): void {
    for (const run of this.#drained.splice(0)) run();
  }

  #deliver({ bytes, baudRate }: Portion): void {
    const listening = this.#options.to.baudRate();
    if (Math.abs(listening - baudRate) > listening * TOLERANCE) {
      const count = Math.max(
        1,
        Math.min(bytes.length * 4, Math.round((bytes.length * listening) / baudRate)),
      );
      this.#options.to.receive(Uint8Array.from({ length: count }, () => this.#random() & 0xff));
    } else if (baudRate > this.#options.maxBaudRate()) {
      this.#options.to.receive(this.#disturb(bytes));
    } else {
      this.#options.to.receive(bytes);
    }
  }

  /** Some bytes flip a bit and some are lost, about one in forty. */
  #disturb(bytes: Uint8Array): Uint8Array {
    const arrived: number[] = [];
    for (const byte of bytes) {
      const dice = this.#random() % 80;
      if (dice === 0) continue;
      arrived.push(dice === 1 ? byte ^ (1 << (this.#random() % 8)) : byte);
    }
    return Uint8Array.from(arrived);
  }

  /** xorshift32: noise that is the same in every run. */
  #random(): number {
    let x = this.#noise;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#noise = x >>> 0;
    return this.#noise >>> 8;
  }
}
