import type { HttpBindings } from "@hono/node-server";
import type { Role } from "@openlock/api";
import type { Logger } from "pino";
import type { Journal } from "../audit/journal.ts";
import type { Config } from "../config/config.ts";
import type { DoorNews } from "../devices/news.ts";
import type { EventFeed } from "../events/feed.ts";
import type { Hot } from "../hot/hot.ts";
import type { AuditActor, DoorScope, Records } from "../records/records.ts";

/** Who uses doors: a person, or a program by its API key. */
export interface Principal {
  readonly actor: Extract<AuditActor, { readonly id: string }>;
  readonly doors: DoorScope;
  /** A person's; programs have none. */
  readonly role?: Role;
  /** What limits count: the sign-in, or the API key. */
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
 * `principal` with it; on the routes that are open to API keys `principal` alone.
 */
export interface RelayEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string; ip: string; caller: Caller; principal: Principal };
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
