import { CompactEncrypt, compactDecrypt } from "jose";
import * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { checkEncryptedKey, splitCompactJwe } from "./command/header.ts";
import { ProtocolError } from "./errors.ts";
import { encodeUtf8, parseShape, parseStrictJson } from "./json.ts";
import { RsaPublicJwk } from "./keys.ts";
import { BootNonce, DoorId, Milliseconds, ServerPath, Uid } from "./names.ts";
import { DeviceFirmware } from "./status.ts";

/** A one-time claim code: letters and digits that are not mistaken for each other, in groups. */
export const ClaimCode = z
  .string()
  .check(z.regex(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/, "not a claim code"));

/** `POST /api/devices/register` (section 2). */
export const RegistrationRequest = z.strictObject({
  doorId: DoorId,
  publicKey: RsaPublicJwk,
  uid: Uid,
  boot: BootNonce,
  firmware: DeviceFirmware,
  claim: z.exactOptional(ClaimCode),
});
export type RegistrationRequest = z.infer<typeof RegistrationRequest>;

export const RegistrationResponse = z.strictObject({
  /** A JWE to the device's key; see `openSession`. */
  session: z.string().check(z.maxLength(BOUNDS.registrationBytes)),
  serverTime: Milliseconds,
  /** Path of the device socket. */
  socket: ServerPath,
});
export type RegistrationResponse = z.infer<typeof RegistrationResponse>;

/** What only the holder of the device key can read. */
export const DeviceSession = z.strictObject({
  token: z.string().check(z.regex(/^[\x21-\x7e]{16,2048}$/, "not a token")),
  expiresAt: Milliseconds,
});
export type DeviceSession = z.infer<typeof DeviceSession>;

const SessionHeader = z.strictObject({
  alg: z.literal("RSA-OAEP-256"),
  enc: z.literal("A256GCM"),
  typ: z.literal("openlock-session+jwt"),
});

/** @throws {ProtocolError} what does not fit */
export function parseRegistrationRequest(body: string | Uint8Array): RegistrationRequest {
  return parseShape(RegistrationRequest, parseStrictJson(body, BOUNDS.registrationBytes));
}

/** @throws {ProtocolError} what does not fit */
export function parseRegistrationResponse(body: string): RegistrationResponse {
  return parseShape(RegistrationResponse, parseStrictJson(body, 2 * BOUNDS.registrationBytes));
}

/**
 * Seals a session token to a device's key, so that reading it proves possession.
 *
 * @throws {ProtocolError} `invalid` for a session out of bounds
 */
export async function sealSession(key: CryptoKey, session: DeviceSession): Promise<string> {
  return new CompactEncrypt(encodeUtf8(JSON.stringify(parseShape(DeviceSession, session))))
    .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", typ: "openlock-session+jwt" })
    .encrypt(key);
}

/**
 * Opens what a relay sealed to the device's key.
 *
 * @throws {ProtocolError} what does not fit; `undecryptable` where it is not sealed to this key
 */
export async function openSession(jwe: string, privateKey: CryptoKey): Promise<DeviceSession> {
  const { header, encryptedKey } = splitCompactJwe(jwe, BOUNDS.registrationBytes);
  parseShape(SessionHeader, parseStrictJson(header, BOUNDS.headerBytes));
  checkEncryptedKey(encryptedKey);
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(jwe, privateKey, {
      keyManagementAlgorithms: ["RSA-OAEP-256"],
      contentEncryptionAlgorithms: ["A256GCM"],
    }));
  } catch (cause) {
    throw new ProtocolError("undecryptable", "the session does not open with this key", { cause });
  }
  return parseShape(DeviceSession, parseStrictJson(plaintext, BOUNDS.claimsBytes));
}
