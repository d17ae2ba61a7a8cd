/** PBKDF2-HMAC-SHA-256 (RFC 8018, 5.2): as many as an ESP32 does in about a tenth of a second. */
const ITERATIONS = 2_000;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** What a device keeps of its door password. */
export interface PasswordHash {
  /** As in NVS: salt (16), iterations (4, big endian), hash (32). */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function hashPassword(password: string, salt: Uint8Array): Promise<PasswordHash> {
  return join(salt, ITERATIONS, await derive(password, salt, ITERATIONS));
}

/** @returns undefined for what is missing or damaged */
export function parsePasswordHash(bytes: Uint8Array | undefined): PasswordHash | undefined {
  if (bytes?.length !== SALT_BYTES + 4 + HASH_BYTES) return undefined;
  return { bytes: new Uint8Array(bytes) };
}

/** Takes the same time for every password of a length. */
export async function verifyPassword(stored: PasswordHash, password: string): Promise<boolean> {
  const { bytes } = stored;
  const iterations = new DataView(bytes.buffer, bytes.byteOffset).getUint32(SALT_BYTES);
  const hash = await derive(password, bytes.subarray(0, SALT_BYTES), iterations);
  const expected = bytes.subarray(SALT_BYTES + 4);
  let difference = 0;
  for (let at = 0; at < HASH_BYTES; at++) difference |= (hash[at] ?? 0) ^ (expected[at] ?? 0);
  return difference === 0;
}

async function derive(password: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(password), "PBKDF2", false, [
    "deriveBits",
  ]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, HASH_BYTES * 8));
}

function join(salt: Uint8Array, iterations: number, hash: Uint8Array): PasswordHash {
  const bytes = new Uint8Array(SALT_BYTES + 4 + HASH_BYTES);
  bytes.set(salt);
  new DataView(bytes.buffer).setUint32(SALT_BYTES, iterations);
  bytes.set(hash, SALT_BYTES + 4);
  return { bytes };
}
