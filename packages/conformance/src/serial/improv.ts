// Improv Wi-Fi Serial, https://www.improv-wifi.com/serial/

export const IMPROV = Buffer.from("IMPROV");
const VERSION = 1;
/** `IMPROV`, version, type, length. */
const HEAD_BYTES = 9;

export const IMPROV_TYPE = { state: 1, error: 2, command: 3, result: 4 } as const;
export const IMPROV_STATE = { ready: 2, provisioning: 3, provisioned: 4 } as const;
export const IMPROV_ERROR = { none: 0, invalidPacket: 1, unknownCommand: 2, unableToConnect: 3 } as const;
export const IMPROV_COMMAND = { sendWifi: 1, currentState: 2, deviceInfo: 3, scan: 4 } as const;

/** A packet from the device, with a checksum that is right. */
export interface ImprovPacket {
  readonly type: number;
  readonly data: Uint8Array;
}

/** @returns nothing where no packet begins here */
export function readImprov(
  bytes: Buffer,
): { readonly packet: ImprovPacket; readonly length: number } | "unfinished" | undefined {
  const start = bytes.subarray(0, IMPROV.length);
  if (!IMPROV.subarray(0, start.length).equals(start) || start.length === 0) return undefined;
  if (bytes.length < HEAD_BYTES) return "unfinished";
  const end = HEAD_BYTES + (bytes[HEAD_BYTES - 1] ?? 0);
  if (bytes.length <= end) return "unfinished";
  if (sumOf(bytes.subarray(0, end)) !== bytes[end]) return undefined;
  return { packet: { type: bytes[7] ?? 0, data: bytes.subarray(HEAD_BYTES, end) }, length: end + 1 };
}

/** A packet to the device, whatever its type. */
export function improvPacket(type: number, data: Uint8Array): Buffer {
  const packet = Buffer.from([...IMPROV, VERSION, type, data.length, ...data]);
  return Buffer.concat([packet, Buffer.of(sumOf(packet), 0x0a)]);
}

export function improvCommand(command: number, data: Uint8Array): Buffer {
  return improvPacket(IMPROV_TYPE.command, Uint8Array.of(command, data.length, ...data));
}

/** Texts, each behind its length: how Improv sends them both ways. */
export function improvTexts(...texts: readonly string[]): Uint8Array {
  return Buffer.concat(
    texts.flatMap((text) => {
      const bytes = Buffer.from(text);
      return [Buffer.of(bytes.length), bytes];
    }),
  );
}

/** The texts of a result, behind its command and length. */
export function textsOf({ data }: ImprovPacket): string[] {
  const texts: string[] = [];
  for (let at = 2; at < data.length; ) {
    const length = data[at] ?? 0;
    texts.push(Buffer.from(data.subarray(at + 1, at + 1 + length)).toString("utf8"));
    at += 1 + length;
  }
  return texts;
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}
