import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { makeSealingKey, open, type Sealed, seal } from "./sealing.ts";

interface Schema extends DBSchema {
  /** One key, under `sealing`; not extractable, so that a copy of this database opens nothing elsewhere. */
  keys: { key: "sealing"; value: CryptoKey };
  /** By person and door. */
  "door-passwords": { key: [person: string, door: string]; value: Sealed };
}

/** Door passwords at rest in this browser, each for one person and one door. */
export interface Vault {
  put(person: string, door: string, password: string): Promise<void>;
  get(person: string, door: string): Promise<string | undefined>;
  has(person: string, door: string): Promise<boolean>;
  remove(person: string, door: string): Promise<void>;
  /** Every password, and the key. */
  clear(): Promise<void>;
}

export async function openVault(name = "openlock"): Promise<Vault> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("keys");
      db.createObjectStore("door-passwords");
    },
  });
  return {
    async put(person, door, password) {
      const sealed = await seal(await sealingKey(db), label(person, door), password);
      await db.put("door-passwords", sealed, [person, door]);
    },
    async get(person, door) {
      const [key, sealed] = await Promise.all([
        db.get("keys", "sealing"),
        db.get("door-passwords", [person, door]),
      ]);
      return key && sealed && (await open(key, label(person, door), sealed));
    },
    has: async (person, door) => (await db.getKey("door-passwords", [person, door])) !== undefined,
    remove: (person, door) => db.delete("door-passwords", [person, door]),
    async clear() {
      const all = db.transaction(["keys", "door-passwords"], "readwrite");
      await Promise.all([
        all.objectStore("keys").clear(),
        all.objectStore("door-passwords").clear(),
        all.done,
      ]);
    },
  };
}

async function sealingKey(db: IDBPDatabase<Schema>): Promise<CryptoKey> {
  const kept = await db.get("keys", "sealing");
  if (kept) return kept;
  const made = await makeSealingKey();
  try {
    // Of two tabs that make one at once, the first one's is kept.
    await db.add("keys", made, "sealing");
    return made;
  } catch {
    return (await db.get("keys", "sealing")) ?? made;
  }
}

function label(person: string, door: string): string {
  return JSON.stringify(["openlock door password", person, door]);
}
