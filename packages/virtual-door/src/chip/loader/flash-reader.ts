import { createHash, type Hash } from "node:crypto";
import { wordAt } from "@openlock/esp-image";
import { type Flash, SECTOR_SIZE } from "../flash.ts";

/**
 * The stub's READ_FLASH (esptool documentation, "Reading Flash"): bare packets of data, of which only so many may
 * be unacknowledged; the host acknowledges with the number of bytes it has; an MD5 of everything ends it.
 */
export class FlashReader {
  readonly #flash: Flash;
  readonly #hash: Hash = createHash("md5");
  readonly #address: number;
  readonly #size: number;
  readonly #blockSize: number;
  readonly #window: number;
  #sent = 0;
  #acknowledged = 0;

  private constructor(flash: Flash, address: number, size: number, blockSize: number, window: number) {
    this.#flash = flash;
    this.#address = address;
    this.#size = size;
    this.#blockSize = blockSize;
    this.#window = window;
  }

  /** @returns undefined when the request cannot be served. */
  static start(flash: Flash, data: Uint8Array): FlashReader | undefined {
    const [address, size, blockSize, window] = [0, 4, 8, 12].map((at) => wordAt(data, at)) as [
      number,
      number,
      number,
      number,
    ];
    const bounded = blockSize > 0 && blockSize <= SECTOR_SIZE && window > 0 && address + size <= flash.size;
    if (data.length !== 16 || !bounded) return undefined;
    return new FlashReader(flash, address, size, blockSize, window);
  }

  /** @returns false when it is finished. */
  acknowledge(packet: Uint8Array, send: (bytes: Uint8Array) => void): boolean {
    const count = wordAt(packet, 0);
    if (packet.length !== 4 || count > this.#sent || count < this.#acknowledged) return this.#finish(send);
    this.#acknowledged = count;
    return this.send(send);
  }

  /** Sends what the window allows. @returns false when it is finished. */
  send(send: (bytes: Uint8Array) => void): boolean {
    if (this.#acknowledged >= this.#size) return this.#finish(send);
    while (this.#sent < this.#size && this.#sent - this.#acknowledged < this.#window) {
      const length = Math.min(this.#blockSize, this.#size - this.#sent);
      const bytes = this.#flash.read(this.#address + this.#sent, length);
      this.#hash.update(bytes);
      this.#sent += length;
      send(bytes);
    }
    return true;
  }

  #finish(send: (bytes: Uint8Array) => void): false {
    send(this.#hash.digest());
    return false;
  }
}
