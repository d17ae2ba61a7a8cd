import { randomBytes, webcrypto } from "node:crypto";
import { encodeBase64url } from "@openlock/protocol";

export interface Sealing {
  /** The device's public key. */
  readonly key: webcrypto.CryptoKey;
  /** The protected header, as it shall stand there. */
  readonly header: string;
  readonly plaintext: string | Uint8Array;
}

/**
 * A JWE by RSA-OAEP-256 and A256GCM (RFC 7516, 5.1) over any header and any plaintext, also such as no honest client makes.
 *
 * @returns its five parts
 */
export async function sealParts({ key, header, plaintext }: Sealing): Promise<string[]> {
  const contentKey = randomBytes(32);
  const iv = randomBytes(12);
  const protectedHeader = encodeBase64url(new Uint8Array(Buffer.from(header)));
  const aes = await webcrypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  const additionalData = Buffer.from(protectedHeader);
  const content = Buffer.from(plaintext);
  const [encryptedKey, sealed] = await Promise.all([
    webcrypto.subtle.encrypt("RSA-OAEP", key, contentKey),
    webcrypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData, tagLength: 128 }, aes, content),
  ]);
  const encode = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as Uint8Array).toString("base64url");
  return [
    protectedHeader,
    encode(new Uint8Array(encryptedKey)),
    encode(iv),
    encode(new Uint8Array(sealed.slice(0, -16))),
    encode(new Uint8Array(sealed.slice(-16))),
  ];
}
