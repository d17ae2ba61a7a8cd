/** A text sealed by AES-256-GCM (NIST SP 800-38D). */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: ArrayBuffer;
}

/** A key that can be used in this browser and never leaves it. */
export function makeSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** @param label bound to the text: it opens only with the same */
export async function seal(key: CryptoKey, label: string, text: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt(algorithm(iv, label), key, new TextEncoder().encode(text));
  return { iv, ciphertext };
}

/** @returns undefined where it was changed, sealed by another key or with another label */
export async function open(key: CryptoKey, label: string, sealed: Sealed): Promise<string | undefined> {
  try {
    const bytes = await crypto.subtle.decrypt(algorithm(sealed.iv, label), key, sealed.ciphertext);
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, label: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(label) };
}
