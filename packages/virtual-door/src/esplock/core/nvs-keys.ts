/** Every key that esplock keeps in NVS; at most 15 characters, as ESP-IDF has it. */
export const NVS_KEYS = {
  /** PKCS #8 of the device key. */
  deviceKey: "device-key",
  /** JSON of the settings, the door password apart. */
  settings: "settings",
  /** Salt, iterations and hash of the door password. */
  password: "password",
  /** The claim code, until a registration has used it. */
  claim: "claim",
  /** JSON of the Wi-Fi settings over which the relay was reached before a sealed `configure` changed them. */
  wifiBefore: "wifi-before",
  /** The last time that was certain, milliseconds since the epoch. */
  clock: "clock",
  /** Wrong passwords in a row. */
  failures: "failures",
  /** What was revoked, and until when; see `Revocations`. */
  revocations: "revocations",
  /** Present during a lockdown. */
  lockdown: "lockdown",
  /** JSON of the update that was made to boot, until the relay has heard how it went. */
  update: "update",
  /** The sequence number of the next event. */
  eventSeq: "event-seq",
} as const;

export function encodeNumber(value: number): Uint8Array {
  return new TextEncoder().encode(String(value));
}

/** @returns undefined for what is missing or not a whole number from 0 */
export function decodeNumber(bytes: Uint8Array | undefined): number | undefined {
  if (!bytes) return undefined;
  const text = new TextDecoder().decode(bytes);
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
