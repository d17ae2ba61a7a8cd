import type { DoorId } from "@openlock/protocol";
import type { Records } from "../records/records.ts";

/** What a command has to fit. */
export type DoorKeyEntry =
  | { readonly found: "key"; readonly kid: string; readonly banned: boolean }
  | { readonly found: "no-key" }
  | { readonly found: "no-door" };

/** The longest that a lost message between nodes can leave an entry wrong. */
const ENTRY_MS = 30_000;

interface Held {
  readonly entry: DoorKeyEntry & { readonly found: "key" };
  readonly until: number;
}

/**
 * Each door's current key, remembered, so that a command costs no SQL on its way. Only keys are remembered: a door
 * that has none yet gets one at any moment.
 */
export class DoorKeys {
  readonly #records: Records;
  readonly #now: () => number;
  readonly #held = new Map<DoorId, Held>();
  readonly #loading = new Map<DoorId, Promise<DoorKeyEntry>>();

  constructor(records: Records, now: () => number) {
    this.#records = records;
    this.#now = now;
  }

  /** The remembered entry, if there is a current one: without waiting. */
  remembered(door: DoorId): DoorKeyEntry | undefined {
    const held = this.#held.get(door);
    return held && this.#now() < held.until ? held.entry : undefined;
  }

  async find(door: DoorId): Promise<DoorKeyEntry> {
    return this.remembered(door) ?? this.read(door);
  }

  /** Asks the records, whatever is remembered. Callers that come together share one look. */
  read(door: DoorId): Promise<DoorKeyEntry> {
    const under = this.#loading.get(door);
    if (under) return under;
    const loading = this.#load(door).then((entry) => {
      // Forgotten meanwhile: what was read may be of before the change.
      if (this.#loading.get(door) === loading) {
        if (entry.found === "key") this.#held.set(door, { entry, until: this.#now() + ENTRY_MS });
        else this.#held.delete(door);
      }
      return entry;
    });
    this.#loading.set(door, loading);
    const done = () => {
      if (this.#loading.get(door) === loading) this.#loading.delete(door);
    };
    loading.then(done, done);
    return loading;
  }

  /** The banned keys, as the records have them. */
  async banned(): Promise<readonly string[]> {
    return (await this.#records.doors.bannedKeys()).map(({ kid }) => kid);
  }

  forget(what: { readonly door: DoorId } | { readonly kid: string }): void {
    if ("door" in what) {
      this.#held.delete(what.door);
      this.#loading.delete(what.door);
      return;
    }
    for (const [door, { entry }] of this.#held) if (entry.kid === what.kid) this.#held.delete(door);
    this.#loading.clear();
  }

  async #load(id: DoorId): Promise<DoorKeyEntry> {
    const door = await this.#records.doors.byId(id);
    if (!door) return { found: "no-door" };
    if (!door.device) return { found: "no-key" };
    const { kid } = door.device;
    const banned = (await this.#records.doors.bannedKeys()).some((ban) => ban.kid === kid);
    return { found: "key", kid, banned };
  }
}
