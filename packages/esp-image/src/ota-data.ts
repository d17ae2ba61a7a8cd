import { concat, crc32, wordAt, words } from "./bytes.ts";

/**
 * Which slot boots (ESP-IDF, "Over The Air Updates", OTA data partition): two sectors, each with a sequence
 * number, a state and a CRC over the number; the higher valid number wins.
 */
export const OTA_STATE = {
  new: 0,
  pendingVerify: 1,
  valid: 2,
  invalid: 3,
  aborted: 4,
  undefined: 0xffffffff,
} as const;

/** Bytes of an entry, at the start of its sector. */
export const OTA_ENTRY_SIZE = 32;

export interface OtaEntry {
  readonly sequence: number;
  readonly state: number;
}

export function encodeOtaEntry(entry: OtaEntry): Uint8Array {
  const label = new Uint8Array(20).fill(0xff);
  return concat(words(entry.sequence), label, words(entry.state, sequenceCrc(entry.sequence)));
}

/** `esp_rom_crc32_le(UINT32_MAX, …)`, whose argument is inverted: the CRC starts from zero. */
function sequenceCrc(sequence: number): number {
  return crc32(words(sequence), 0xffffffff);
}

/** @returns undefined where it does not count: none, torn, or given up */
export function parseOtaEntry(bytes: Uint8Array): OtaEntry | undefined {
  const sequence = wordAt(bytes, 0);
  if (sequence === 0xffffffff || sequence === 0 || wordAt(bytes, 28) !== sequenceCrc(sequence))
    return undefined;
  const state = wordAt(bytes, 24);
  if (state === OTA_STATE.invalid || state === OTA_STATE.aborted) return undefined;
  return { sequence, state };
}
