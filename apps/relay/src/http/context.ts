import type { HttpBindings } from "@hono/node-server";
import type { Role } from "@openlock/api";
import type { Logger } from "pino";
import type { Journal } from "../audit/journal.ts";
import type { Config } from "../config/config.ts";
import type { DoorNews } from "../devices/news.ts";
import type { EventFeed } from "../events/feed.ts";
import type { Hot } from "../hot/hot.ts";
import type { Guest } from "../identity/guests.ts";
import type { AuditActor, DoorScope, Records } from "../records/records.ts";

/** Who uses doors: a person, a program by its API key, or a guest by the key of their link. */
export interface Principal {
  readonly actor: Extract<AuditActor, { readonly id: string }>;
  readonly doors: DoorScope;
  /** A person's; programs and guests have none. */
  readonly role?: Role;
  /** What limits count: the sign-in, the API key, or the guest's key. */
  readonly credential: string;
  /** The origin whose page asks, where that is not the relay's own. */
  readonly website?: string;
}

/** A person who is asking, as the access token says and the records confirm. */
export interface Caller extends Principal {
  readonly personId: string;
  readonly label: string;
  readonly role: Role;
  /** The sign-in this request belongs to. */
  readonly familyId: string;
  /** When the access token ends; what goes on for longer, such as a stream, ends then too. */
  readonly expiresAt?: number;
}

/**
 * What every request carries through the Hono context. `caller` is set wherever the permission table wants people, and
 * `principal` with it; on the routes that are open to API keys `principal` alone; `guest` with it where a guest asks.
 */
export interface RelayEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; ip: string; caller: Caller; principal: Principal; guest: Guest };
}

/** What routes work with. Made once at start, handed to each area's routes. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly records: Records;
  readonly hot: Hot;
  readonly journal: Journal;
  readonly events: EventFeed;
  readonly doorNews: DoorNews;
  /** Milliseconds since the epoch; tests put a clock of their own here. */
  readonly now: () => number;
}
