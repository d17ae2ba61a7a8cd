/** SLIP framing (RFC 1055) as the loader protocol uses it: 0xC0 before and after every packet. */
const END = 0xc0;
const ESC = 0xdb;
const ESC_END = 0xdc;
const ESC_ESC = 0xdd;

export function slipEncode(packet: Uint8Array): Uint8Array {
  const framed: number[] = [END];
  for (const byte of packet) {
    if (byte === END) framed.push(ESC, ESC_END);
    else if (byte === ESC) framed.push(ESC, ESC_ESC);
    else framed.push(byte);
  }
  framed.push(END);
  return Uint8Array.from(framed);
}

/**
 * Bytes in, packets out. Whatever comes between packets is dropped, as are packets with a wrong escape and
 * packets longer than `maxLength`: the loader's buffer has an end.
 */
export class SlipDecoder {
  readonly #buffer: Uint8Array;
  #length = 0;
  #state: "outside" | "inside" | "escaped" = "outside";

  constructor(maxLength: number) {
    this.#buffer = new Uint8Array(maxLength);
  }

  /** @param take called for each whole packet, with bytes of its own */
  push(bytes: Uint8Array, take: (packet: Uint8Array) => void): void {
    for (const byte of bytes) {
      if (byte === END) this.#end(take);
      else if (this.#state === "escaped") this.#unescape(byte);
      else if (this.#state === "inside") {
        if (byte === ESC) this.#state = "escaped";
        else this.#store(byte);
      }
    }
  }

  reset(): void {
    this.#length = 0;
    this.#state = "outside";
  }

  #end(take: (packet: Uint8Array) => void): void {
    const whole = this.#state === "inside" && this.#length > 0;
    const packet = whole ? this.#buffer.slice(0, this.#length) : undefined;
    this.#length = 0;
    // Two ENDs in a row are the end of one packet and the start of the next.
    this.#state = packet ? "outside" : "inside";
    if (packet) take(packet);
  }

  #unescape(byte: number): void {
    if (byte === ESC_END) this.#store(END);
    else if (byte === ESC_ESC) this.#store(ESC);
    else {
      this.reset();
      return;
    }
    this.#state = "inside";
  }

  #store(byte: number): void {
    if (this.#length === this.#buffer.length) {
      this.reset();
      return;
    }
    this.#buffer[this.#length++] = byte;
    this.#state = "inside";
  }
}
