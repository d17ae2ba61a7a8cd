import { type EcPublicJwk, type SigningKey, thumbprint } from "@openlock/protocol";

/** A key of one's own. Its private half never leaves the browser or process that made it. */
export interface OwnKey extends SigningKey {
  /** What others may know: what a grant is for, or what a door is told of its owner. */
  readonly publicKey: EcPublicJwk;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };

/** Makes a key whose private half cannot be read, not even by the page that made it. */
export async function createKey(): Promise<OwnKey> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const publicKey: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return { privateKey: pair.privateKey, publicKey, kid: await thumbprint(publicKey) };
}

/** A key pair as a JWK (RFC 7518, 6.2): whoever has it, has the key. */
export type PrivateJwk = EcPublicJwk & { readonly d: string };

/** Makes a key that can be handed on: in a guest's link, or wrapped in a file. Nothing of it stays here. */
export async function createPortableKey(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const { x = "", y = "", d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return { kty: "EC", crv: "P-256", x, y, d };
}

/**
 * Takes a key over that was handed on. From here on its private half cannot be read.
 *
 * @throws {DOMException} where it is none
 */
export async function importKey({ d, ...publicKey }: PrivateJwk): Promise<OwnKey> {
  const privateKey = await crypto.subtle.importKey("jwk", { ...publicKey, d }, ALGORITHM, false, ["sign"]);
  return { privateKey, publicKey, kid: await thumbprint(publicKey) };
}

const STORE = "keys";

/**
 * This browser's key of that name: the one that is kept in IndexedDB, or a new one. Of two pages that ask at once
 * both get the one that was kept first.
 *
 * @throws {DOMException} where the browser keeps nothing, in a private window for example
 */
export async function storedKey(name = "openlock"): Promise<OwnKey> {
  const database = await opened();
  try {
    const kept = await inStore<OwnKey | undefined>(database, "readonly", (store) => store.get(name));
    if (kept) return kept;
    const made = await createKey();
    await inStore(database, "readwrite", (store) => store.add(made, name)).catch(() => {});
    const first = await inStore<OwnKey | undefined>(database, "readonly", (store) => store.get(name));
    if (!first) throw new DOMException("The key was not kept.", "UnknownError");
    return first;
  } finally {
    database.close();
  }
}

/**
 * This browser's key of that name where there is one; none is made.
 *
 * @throws {DOMException} where the browser keeps nothing
 */
export async function existingKey(name = "openlock"): Promise<OwnKey | undefined> {
  const database = await opened();
  try {
    return await inStore<OwnKey | undefined>(database, "readonly", (store) => store.get(name));
  } finally {
    database.close();
  }
}

/**
 * Keeps a key in this browser under that name, in place of the one before.
 *
 * @throws {DOMException} where the browser keeps nothing
 */
export async function keepKey(key: OwnKey, name = "openlock"): Promise<void> {
  const database = await opened();
  try {
    await inStore(database, "readwrite", (store) => store.put(key, name));
  } finally {
    database.close();
  }
}

/** Forgets this browser's key of that name. Grants for it can be used by nobody from then on. */
export async function forgetKey(name = "openlock"): Promise<void> {
  const database = await opened();
  try {
    await inStore(database, "readwrite", (store) => store.delete(name));
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBDatabase> {
  // Not `openlock`: the dashboard, which shares the origin, keeps other things under that name.
  const request = indexedDB.open("openlock-own-keys", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function inStore<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return done(ask(database.transaction(STORE, mode).objectStore(STORE)));
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
