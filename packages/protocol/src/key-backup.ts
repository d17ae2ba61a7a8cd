import { CompactEncrypt, compactDecrypt } from "jose";
import * as z from "zod/mini";
import { EcPublicJwk } from "./ec-key.ts";
import { ProtocolError } from "./errors.ts";
import { encodeUtf8, parseShape, parseStrictJson } from "./json.ts";
import { base64urlOf } from "./names.ts";

const ALG = "PBES2-HS512+A256KW";
const ENC = "A256GCM";
/** Of PBKDF2-HMAC-SHA-512. OWASP's Password Storage Cheat Sheet asks for 210,000 or more; a file can be tried at leisure. */
const ITERATIONS = 600_000;
/** More would keep a browser busy for a minute: a file that asks for it is not one of these. */
const ITERATIONS_MAX = 2_000_000;
const FILE_BYTES = 4 * 1024;

/** The shortest passphrase that a backup is made with, in characters. */
export const PASSPHRASE_MIN = 12;

const PrivateJwk = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64urlOf(32, 32),
  y: base64urlOf(32, 32),
  d: base64urlOf(32, 32),
});

/** A P-256 key pair, as it is in a backup. */
export type BackupJwk = z.infer<typeof PrivateJwk>;

/**
 * Wraps a key by a passphrase for a file: an encrypted JWK (RFC 7517, 7), a compact JWE by PBES2 (RFC 7518, 4.8).
 *
 * @throws {ProtocolError} `invalid` where the passphrase is too short, or the key is none
 */
export async function wrapKey(key: BackupJwk, passphrase: string): Promise<string> {
  if (passphrase.length < PASSPHRASE_MIN) throw new ProtocolError("invalid", "the passphrase is too short");
  const jwk = parseShape(PrivateJwk, key);
  return await new CompactEncrypt(encodeUtf8(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: ALG, enc: ENC, cty: "jwk+json" })
    .setKeyManagementParameters({ p2c: ITERATIONS })
    .encrypt(encodeUtf8(passphrase.normalize("NFC")));
}

/**
 * Opens what `wrapKey` made.
 *
 * @throws {ProtocolError} `too-large`; `undecryptable` where it is no such file or the passphrase is another; `invalid`
 */
export async function unwrapKey(file: string, passphrase: string): Promise<BackupJwk> {
  const text = file.trim();
  if (text.length > FILE_BYTES) throw new ProtocolError("too-large", `longer than ${FILE_BYTES} bytes`);
  let plaintext: Uint8Array;
  try {
    ({ plaintext } = await compactDecrypt(text, encodeUtf8(passphrase.normalize("NFC")), {
      keyManagementAlgorithms: [ALG],
      contentEncryptionAlgorithms: [ENC],
      maxPBES2Count: ITERATIONS_MAX,
    }));
  } catch (cause) {
    throw new ProtocolError("undecryptable", "no backup of a key, or another passphrase", { cause });
  }
  const jwk = parseShape(PrivateJwk, parseStrictJson(plaintext, FILE_BYTES));
  const { d: _, ...publicKey } = jwk;
  parseShape(EcPublicJwk, publicKey);
  return jwk;
}
