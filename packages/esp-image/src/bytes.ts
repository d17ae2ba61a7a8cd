import { crc32 as zlibCrc32 } from "node:zlib";

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Little-endian 32-bit words, as the loader protocol and the image format use throughout. */
export function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(index * 4, value >>> 0, true);
  });
  return bytes;
}

/** @returns 0 past the end, as the ROM reads whatever lies behind a short packet. */
export function wordAt(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] ?? 0) |
      ((bytes[offset + 1] ?? 0) << 8) |
      ((bytes[offset + 2] ?? 0) << 16) |
      ((bytes[offset + 3] ?? 0) << 24)) >>>
    0
  );
}

export function halfAt(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
}

/** Text up to the first NUL in a field of fixed width. */
export function fieldText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder("latin1").decode(end < 0 ? bytes : bytes.subarray(0, end));
}

export function isErased(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0xff);
}

/** CRC-32 as in IEEE 802.3; `seed` continues an earlier one. */
export function crc32(bytes: Uint8Array, seed = 0): number {
  return zlibCrc32(bytes, seed) >>> 0;
}

/** XOR of all bytes, seeded as the ROM does it (esptool documentation, serial protocol, "Checksum"). */
export function xorChecksum(bytes: Uint8Array, seed = 0xef): number {
  let checksum = seed;
  for (const byte of bytes) checksum ^= byte;
  return checksum;
}

export function hex(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, "0");
}
