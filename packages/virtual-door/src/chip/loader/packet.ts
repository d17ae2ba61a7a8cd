import { concat, halfAt, wordAt, words, xorChecksum } from "@openlock/esp-image";

/** Commands of the serial protocol (esptool documentation, "Serial Protocol"). */
export const COMMAND = {
  flashBegin: 0x02,
  flashData: 0x03,
  flashEnd: 0x04,
  memBegin: 0x05,
  memEnd: 0x06,
  memData: 0x07,
  sync: 0x08,
  writeReg: 0x09,
  readReg: 0x0a,
  spiSetParams: 0x0b,
  spiAttach: 0x0d,
  readFlashSlow: 0x0e,
  changeBaudRate: 0x0f,
  flashDeflBegin: 0x10,
  flashDeflData: 0x11,
  flashDeflEnd: 0x12,
  flashMd5: 0x13,
  getSecurityInfo: 0x14,
  eraseFlash: 0xd0,
  eraseRegion: 0xd1,
  readFlash: 0xd2,
  runUserCode: 0xd3,
} as const;

/** What the ROM says is wrong ("ROM Loader Errors"). */
export const ROM_ERROR = {
  invalid: 0x05,
  failed: 0x06,
  checksum: 0x07,
  write: 0x08,
  read: 0x09,
  deflate: 0x0b,
} as const;

/** What the stub says is wrong (`esp_command_error` of the flasher stub). */
export const STUB_ERROR = {
  badLength: 0xc0,
  badChecksum: 0xc1,
  badBlockSize: 0xc2,
  failedSpi: 0xc4,
  notInFlashMode: 0xc6,
  inflate: 0xc7,
  notEnoughData: 0xc8,
  tooMuchData: 0xc9,
  notImplemented: 0xff,
} as const;

/** The stub's largest block, and room for its headers; longer packets are dropped. */
export const MAX_BLOCK = 0x4000;
export const MAX_PACKET = MAX_BLOCK + 64;
/** Words in front of the bytes of every data command: length, sequence number, 0, 0. */
export const DATA_HEADER = 16;

export interface Request {
  readonly command: number;
  readonly checksum: number;
  readonly data: Uint8Array;
  /** The length field agrees with the packet. */
  readonly wellFormed: boolean;
}

/** @returns undefined for packets that are not requests at all. */
export function parseRequest(packet: Uint8Array): Request | undefined {
  if (packet.length < 8 || packet[0] !== 0x00) return undefined;
  const data = packet.subarray(8);
  return {
    command: packet[1] ?? 0,
    checksum: wordAt(packet, 4),
    data,
    wellFormed: halfAt(packet, 2) === data.length,
  };
}

export function encodeResponse(
  command: number,
  value: number,
  data: Uint8Array,
  status: Uint8Array,
): Uint8Array {
  const size = data.length + status.length;
  return concat(Uint8Array.of(0x01, command, size & 0xff, size >> 8), words(value), data, status);
}

export interface DataBlock {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly fault: "length" | "checksum" | undefined;
}

export function parseDataBlock(request: Request): DataBlock {
  const bytes = request.data.subarray(DATA_HEADER);
  const lengthRight = request.data.length >= DATA_HEADER && wordAt(request.data, 0) === bytes.length;
  const checksumRight = (request.checksum & 0xff) === xorChecksum(bytes);
  return {
    sequence: wordAt(request.data, 4),
    bytes,
    fault: lengthRight ? (checksumRight ? undefined : "checksum") : "length",
  };
}
