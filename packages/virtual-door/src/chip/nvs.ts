import { concat, crc32, halfAt, isErased, type Partition, wordAt, words } from "@openlock/esp-image";
import { type Flash, SECTOR_SIZE } from "./flash.ts";
import type { KeyValueStore } from "./services.ts";

/**
 * A key-value store in a flash partition, whose every commit is all or nothing.
 *
 * The partition is two banks. A bank is a header and then records, one a commit, each with its length and CRC; a
 * record counts only when its CRC is right, and reading stops at the first that is not. Records are appended until
 * the bank is full, or its end is torn. Then the whole content goes as one record into the other bank, whose header
 * is written last: until that instant the old bank is the newer one. So a power cut at any write leaves the content
 * before the commit or the content after it.
 *
 *     bank    magic "OLNV" · sequence · CRC of the two · record …
 *     record  length · CRC of what follows · change …
 *     change  key length (1) · value length (2, 0xFFFF deletes) · key · value
 */
const BANK_MAGIC = 0x564e4c4f;
const HEADER_SIZE = 12;
const RECORD_HEADER_SIZE = 8;
const DELETED = 0xffff;
const MAX_KEY = 255;

interface Bank {
  readonly index: number;
  readonly sequence: number;
  readonly content: Map<string, Uint8Array>;
  /** Where the next record goes; undefined when the end of the bank is torn. */
  readonly end: number | undefined;
}

/** The changes do not fit; nothing of them was written. */
export class NvsFullError extends Error {
  constructor(needed: number, room: number) {
    super(`NVS is full: ${needed} bytes wanted, ${room} can be kept`);
    this.name = "NvsFullError";
  }
}

export class Nvs implements KeyValueStore {
  readonly #flash: Flash;
  readonly #offset: number;
  readonly #bankSize: number;
  #index = 0;
  #sequence = 0;
  #end: number | undefined;
  #content = new Map<string, Uint8Array>();

  constructor(flash: Flash, partition: Partition) {
    this.#flash = flash;
    this.#offset = partition.offset;
    this.#bankSize = Math.floor(partition.size / SECTOR_SIZE / 2) * SECTOR_SIZE;
    this.#mount();
  }

  get(key: string): Uint8Array | undefined {
    return this.#content.get(key)?.slice();
  }

  /** @throws {NvsFullError} before anything is written. @throws {PowerCut} */
  commit(changes: ReadonlyMap<string, Uint8Array | null>): void {
    if (changes.size === 0) return;
    const record = encodeRecord(changes);
    const next = apply(new Map(this.#content), changes);
    if (this.#end !== undefined && this.#end + record.length <= this.#bankSize) {
      const at = this.#end;
      // Should this write be torn, what follows must not be appended behind the tear.
      this.#end = undefined;
      this.#flash.write(this.#bankOffset(this.#index) + at, record);
      this.#end = at + record.length;
    } else {
      this.#moveToOtherBank(next);
    }
    this.#content = next;
  }

  erase(): void {
    for (const index of [1 - this.#index, this.#index]) {
      this.#flash.erase(this.#bankOffset(index), this.#bankSize);
    }
    this.#mount();
  }

  #moveToOtherBank(content: ReadonlyMap<string, Uint8Array>): void {
    const record = encodeRecord(content);
    const room = this.#bankSize - HEADER_SIZE;
    if (record.length > room) throw new NvsFullError(record.length, room);
    const index = 1 - this.#index;
    const at = this.#bankOffset(index);
    this.#flash.erase(at, this.#bankSize);
    this.#flash.write(at + HEADER_SIZE, record);
    this.#flash.write(at, encodeHeader(this.#sequence + 1));
    this.#index = index;
    this.#sequence++;
    this.#end = HEADER_SIZE + record.length;
  }

  #mount(): void {
    const banks = [0, 1].flatMap((index) => this.#readBank(index) ?? []);
    const newest = banks.sort((a, b) => b.sequence - a.sequence)[0];
    this.#index = newest?.index ?? 1;
    this.#sequence = newest?.sequence ?? 0;
    this.#content = newest?.content ?? new Map();
    this.#end = newest?.end;
  }

  #readBank(index: number): Bank | undefined {
    const bytes = this.#flash.read(this.#bankOffset(index), this.#bankSize);
    const sequence = wordAt(bytes, 4);
    if (wordAt(bytes, 0) !== BANK_MAGIC || wordAt(bytes, 8) !== crc32(bytes.subarray(0, 8))) return undefined;
    const content = new Map<string, Uint8Array>();
    let at = HEADER_SIZE;
    while (at + RECORD_HEADER_SIZE <= bytes.length) {
      const length = wordAt(bytes, at);
      const body = bytes.subarray(at + RECORD_HEADER_SIZE, at + RECORD_HEADER_SIZE + length);
      if (body.length !== length || length === 0 || wordAt(bytes, at + 4) !== crc32(body)) break;
      apply(content, decodeChanges(body));
      at += RECORD_HEADER_SIZE + length;
    }
    const clean = isErased(bytes.subarray(at));
    return { index, sequence, content, end: clean ? at : undefined };
  }

  #bankOffset(index: number): number {
    return this.#offset + index * this.#bankSize;
  }
}

function apply(
  content: Map<string, Uint8Array>,
  changes: ReadonlyMap<string, Uint8Array | null>,
): Map<string, Uint8Array> {
  for (const [key, value] of changes) {
    if (value === null) content.delete(key);
    else content.set(key, value.slice());
  }
  return content;
}

function encodeHeader(sequence: number): Uint8Array {
  const head = words(BANK_MAGIC, sequence);
  return concat(head, words(crc32(head)));
}

function encodeRecord(changes: ReadonlyMap<string, Uint8Array | null>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [key, value] of changes) {
    const name = new TextEncoder().encode(key);
    const length = value === null ? DELETED : value.length;
    if (name.length === 0 || name.length > MAX_KEY) throw new RangeError(`NVS key of ${name.length} bytes`);
    if (value !== null && length >= DELETED) throw new NvsFullError(length, DELETED - 1);
    parts.push(Uint8Array.of(name.length, length & 0xff, length >> 8), name);
    if (value !== null) parts.push(value);
  }
  // An empty store still needs a record with a body, for a length of zero ends the bank.
  const body = parts.length > 0 ? concat(...parts) : Uint8Array.of(0, 0, 0);
  return concat(words(body.length, crc32(body)), body);
}

function decodeChanges(body: Uint8Array): Map<string, Uint8Array | null> {
  const changes = new Map<string, Uint8Array | null>();
  let at = 0;
  while (at + 3 <= body.length) {
    const keyLength = body[at] ?? 0;
    const valueLength = halfAt(body, at + 1);
    at += 3;
    if (keyLength === 0) break;
    const key = new TextDecoder().decode(body.subarray(at, at + keyLength));
    at += keyLength;
    if (valueLength === DELETED) {
      changes.set(key, null);
    } else {
      changes.set(key, body.slice(at, at + valueLength));
      at += valueLength;
    }
  }
  return changes;
}
