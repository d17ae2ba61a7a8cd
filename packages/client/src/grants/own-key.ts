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
