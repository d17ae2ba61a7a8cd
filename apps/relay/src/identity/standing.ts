import type { Logger } from "pino";
import { z } from "zod";
import type { Hot } from "../hot/hot.ts";
import type { Person, Records } from "../records/records.ts";
import { Remembered } from "./remembered.ts";

const CHANNEL = "identity-changed";

/** The longest that a message lost between nodes can leave somebody in who was removed or signed out. */
const MAX_AGE_MS = 10_000;
const MAX = 10_000;

/**
 * What was changed: a person (removed, or with another role or other doors), one sign-in that ended, or all at a website,
 * by its id.
 */
const IdentityChange = z.union([
  z.strictObject({ person: z.string() }),
  z.strictObject({ family: z.string() }),
  z.strictObject({ website: z.string() }),
]);
export type IdentityChange = z.infer<typeof IdentityChange>;

/**
 * Who is who, and whose sign-in still stands: remembered in this process, so that a command costs no SQL, and
 * forgotten on every node at once when it changes.
 */
export class Standing {
  readonly #hot: Hot;
  readonly #log: Logger;
  readonly #people: Remembered<Person | undefined>;
  readonly #families: Remembered<boolean>;
  #stop: () => Promise<void> = async () => {};

  constructor(parts: {
    readonly records: Records;
    readonly hot: Hot;
    readonly log: Logger;
    readonly now: () => number;
  }) {
    const { records, hot, log, now } = parts;
    this.#hot = hot;
    this.#log = log;
    const bounds = { maxAgeMs: MAX_AGE_MS, max: MAX, now };
    this.#people = new Remembered({ ...bounds, load: (id) => records.people.byId(id) });
    this.#families = new Remembered({ ...bounds, load: (id) => records.signIn.familyStands(id, now()) });
  }

  async start(): Promise<void> {
    this.#stop = await this.#hot.bus.subscribe(CHANNEL, (text) => {
      const change = parseChange(text);
      if (change) this.#forget(change);
      else this.#log.warn("a change of identity from another node does not fit");
    });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** @returns undefined where the person is gone or their sign-in does not stand any more. */
  async person(id: string, familyId: string): Promise<Person | undefined> {
    const [person, stands] = await Promise.all([this.#people.get(id), this.#families.get(familyId)]);
    return stands ? person : undefined;
  }

  /** To be called once the records have changed. Resolves when this node goes by it. */
  async changed(change: IdentityChange): Promise<void> {
    this.#forget(change);
    try {
      await this.#hot.bus.publish(CHANNEL, JSON.stringify(change));
    } catch (error) {
      this.#log.warn({ err: error }, "a change of identity did not reach the other nodes at once");
    }
  }

  #forget(change: IdentityChange): void {
    if ("family" in change) this.#families.forget(change.family);
    else {
      if ("person" in change) this.#people.forget(change.person);
      // Whose and where sign-ins are is in the records alone; people and websites change seldom.
      this.#families.clear();
    }
  }
}

function parseChange(text: string): IdentityChange | undefined {
  try {
    return IdentityChange.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
