import { IMPROV_HEADER, IMPROV_VERSION } from "./frames.ts";

// https://www.improv-wifi.com/serial/

export const IMPROV_TYPE = { state: 1, error: 2, command: 3, result: 4 } as const;
export const IMPROV_STATE = { ready: 2, provisioning: 3, provisioned: 4 } as const;
export const IMPROV_ERROR = {
  none: 0,
  invalidPacket: 1,
  unknownCommand: 2,
  unableToConnect: 3,
  unknown: 0xff,
} as const;
export const IMPROV_COMMAND = { sendWifi: 1, currentState: 2, deviceInfo: 3, scan: 4 } as const;

/** A packet from the device, with the line break that ends it for readers of the log. */
export function improvPacket(type: number, data: Uint8Array): Uint8Array {
  const packet = Uint8Array.of(...IMPROV_HEADER, IMPROV_VERSION, type, data.length, ...data, 0, 0x0a);
  packet[packet.length - 2] = packet.subarray(0, -2).reduce((sum, byte) => (sum + byte) & 0xff, 0);
  return packet;
}

/** The answer to a command: texts of at most 255 bytes together, each behind its length. */
export function improvResult(command: number, texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const data = texts.flatMap((text) => {
    const bytes = encoder.encode(text);
    return [bytes.length, ...bytes];
  });
  return improvPacket(IMPROV_TYPE.result, Uint8Array.of(command, data.length, ...data));
}

export interface ImprovCommand {
  readonly command: number;
  readonly data: Uint8Array;
}

/** @returns undefined where the lengths do not fit */
export function parseImprovCommand(packet: Uint8Array): ImprovCommand | undefined {
  const [command, length] = packet;
  if (command === undefined || length !== packet.length - 2) return undefined;
  return { command, data: packet.subarray(2) };
}

/** The SSID and password of a `send Wi-Fi settings` command. @returns undefined where the lengths do not fit */
export function parseImprovWifi(data: Uint8Array): { ssid: string; password: string } | undefined {
  const ssidLength = data[0];
  if (ssidLength === undefined || data.length < ssidLength + 2) return undefined;
  const passwordLength = data[ssidLength + 1];
  if (passwordLength === undefined || data.length !== ssidLength + passwordLength + 2) return undefined;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    return {
      ssid: decoder.decode(data.subarray(1, ssidLength + 1)),
      password: decoder.decode(data.subarray(ssidLength + 2)),
    };
  } catch {
    return undefined;
  }
}
