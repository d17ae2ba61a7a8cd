import { BOUNDS } from "@openlock/protocol";

/** What arrives on the serial line (section 6). */
export type SerialFrame =
  | { readonly kind: "line"; readonly text: string }
  /** Longer than the protocol allows, or not UTF-8. */
  | { readonly kind: "unreadable"; readonly why: "too-long" | "not-utf8" }
  /** Behind `IMPROV` and its version; the checksum is right. */
  | { readonly kind: "improv"; readonly type: number; readonly data: Uint8Array }
  | { readonly kind: "improv-damaged" };

export const IMPROV_HEADER = new TextEncoder().encode("IMPROV");
export const IMPROV_VERSION = 1;
/** IMPROV, version, type, length. */
const IMPROV_START_BYTES = 9;
/** A packet comes in one go: after this pause what follows is something else. Milliseconds. */
const IMPROV_PAUSE_MS = 1_000;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Bytes → lines and Improv packets, in bounded memory. A packet begins where a line does, and may hold any byte. */
export class FrameReader {
  readonly #begun = new Uint8Array(BOUNDS.serialLineBytes);
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #length = 0;
  #lastAt = 0;

  /** @param now milliseconds on any clock that does not go back */
  push(bytes: Uint8Array, now: number): SerialFrame[] {
    if (this.#inImprov && now - this.#lastAt > IMPROV_PAUSE_MS) this.#length = 0;
    this.#lastAt = now;
    const frames: SerialFrame[] = [];
    for (const byte of bytes) {
      const frame = this.#take(byte);
      if (frame) frames.push(frame);
    }
    return frames;
  }

  #take(byte: number): SerialFrame | undefined {
    const improv = this.#inImprov;
    if (byte === NEWLINE && !improv) return this.#line();
    if (this.#length < this.#begun.length) this.#begun[this.#length] = byte;
    this.#length++;
    if (!improv || this.#length < IMPROV_START_BYTES) return undefined;
    const dataLength = this.#begun[IMPROV_START_BYTES - 1] ?? 0;
    return this.#length === IMPROV_START_BYTES + dataLength + 1 ? this.#packet() : undefined;
  }

  get #inImprov(): boolean {
    return (
      this.#length >= IMPROV_HEADER.length && IMPROV_HEADER.every((letter, at) => this.#begun[at] === letter)
    );
  }

  #packet(): SerialFrame {
    const packet = this.#begun.slice(0, this.#length);
    this.#length = 0;
    const sum = packet.subarray(0, -1).reduce((total, byte) => (total + byte) & 0xff, 0);
    const version = packet[IMPROV_HEADER.length];
    if (sum !== packet.at(-1) || version !== IMPROV_VERSION) return { kind: "improv-damaged" };
    return { kind: "improv", type: packet[7] ?? 0, data: packet.slice(IMPROV_START_BYTES, -1) };
  }

  #line(): SerialFrame | undefined {
    const length = this.#length;
    this.#length = 0;
    if (length > this.#begun.length) return { kind: "unreadable", why: "too-long" };
    const end = this.#begun[length - 1] === RETURN ? length - 1 : length;
    if (end <= 0) return undefined;
    try {
      return { kind: "line", text: this.#decoder.decode(this.#begun.subarray(0, end)) };
    } catch {
      return { kind: "unreadable", why: "not-utf8" };
    }
  }
}
