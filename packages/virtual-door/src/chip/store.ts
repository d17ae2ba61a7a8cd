import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { FLASH_SIZE, type FlashStore } from "./flash.ts";

/** What a door keeps besides its flash. */
export interface DoorRecord {
  readonly mac: string;
  readonly contactOpen: boolean;
  readonly tamperOpen: boolean;
}

/** One door's directory: `flash.bin`, written through, and `door.json`. */
export class DoorDirectory implements FlashStore {
  readonly flash: Uint8Array;
  readonly #file: number;
  readonly #recordPath: string;
  #record: DoorRecord;
  #closed = false;

  /** @param initial for a directory that is new; its flash is that of a new chip, or `content` */
  constructor(path: string, initial: DoorRecord, content: Uint8Array | undefined) {
    mkdirSync(path, { recursive: true });
    const flashPath = join(path, "flash.bin");
    this.#recordPath = join(path, "door.json");
    if (!existsSync(flashPath)) {
      const empty = new Uint8Array(FLASH_SIZE).fill(0xff);
      if (content) empty.set(content);
      writeFileSync(flashPath, empty);
    }
    this.flash = new Uint8Array(readFileSync(flashPath));
    if (this.flash.length !== FLASH_SIZE) throw new Error(`${flashPath} is not the flash of a virtual door`);
    this.#record = this.#load() ?? initial;
    this.#write();
    this.#file = openSync(flashPath, "r+");
  }

  get record(): DoorRecord {
    return this.#record;
  }

  update(change: Partial<DoorRecord>): void {
    this.#record = { ...this.#record, ...change };
    if (!this.#closed) this.#write();
  }

  save(address: number, bytes: Uint8Array): void {
    if (!this.#closed) writeSync(this.#file, bytes, 0, bytes.length, address);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
  }

  #load(): DoorRecord | undefined {
    if (!existsSync(this.#recordPath)) return undefined;
    const { mac, contactOpen, tamperOpen } = JSON.parse(readFileSync(this.#recordPath, "utf8")) as DoorRecord;
    if (!/^[0-9a-f]{12}$/.test(mac)) throw new Error(`${this.#recordPath} has no MAC`);
    return { mac, contactOpen: contactOpen === true, tamperOpen: tamperOpen === true };
  }

  /** Beside and then over, so that a stop in the middle leaves a whole file. */
  #write(): void {
    writeFileSync(`${this.#recordPath}.new`, `${JSON.stringify(this.#record, null, 2)}\n`);
    renameSync(`${this.#recordPath}.new`, this.#recordPath);
  }
}
