import type { DoorId } from "@openlock/protocol";
import type { Blocks } from "./blocks.ts";
import type { Delays } from "./delays.ts";
import type { Limit, Quota } from "./limit.ts";

/**
 * The fast, short-lived state that nodes share: replay memory, limits, presence, routing. Two adapters (in process
 * for one node, Redis for any number) pass one contract suite. Whatever cannot be decided is an error, never a yes.
 */
export interface Hot {
  /**
   * Counts a command against its limits, then remembers its hash. What the door's limits and the replay memory decide
   * is one atomic step. A command that any limit refuses is not remembered, and takes nothing from the door's limits;
   * from the shared ones every attempt does.
   */
  admit(command: {
    readonly door: DoorId;
    readonly hash: string;
    /** The command's `iat`, in ms. */
    readonly issuedAt: number;
    /** How long the hash is remembered. */
    readonly rememberMs: number;
    /** Counted for this door alone. */
    readonly limits: readonly Limit[];
    /** Counted for all doors together. */
    readonly shared: readonly Limit[];
    readonly now: number;
  }): Promise<Admission>;
  /** Fills the replay memory with commands of before the relay started. */
  remember(door: DoorId, hashes: readonly string[], rememberMs: number): Promise<void>;

  /** Counts one attempt against every limit; refused when any is used up. */
  count(limits: readonly Limit[], now: number): Promise<CountOutcome>;
  /** Gives back all that {@link count} took from a limit. */
  refill(limit: Limit): Promise<void>;

  /** Stores `value` under `key` for `ttlMs` where there is none; gives what is stored then. Many at once get the same. */
  once(key: string, value: string, ttlMs: number): Promise<string>;

  readonly delays: Delays;
  readonly blocks: Blocks;
  readonly presence: Presence;
  readonly bus: Bus;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `quotas` are of the limits that were counted, in the order in which they were given. */
export type CountOutcome = { readonly outcome: "counted"; readonly quotas: readonly Quota[] } | RateLimited;

export interface RateLimited {
  readonly outcome: "rate-limited";
  /** The name of the first limit that is used up. */
  readonly limit: string;
  readonly retryAfterMs: number;
  readonly quotas: readonly Quota[];
}

/** `quotas` are of the shared limits, then of the door's. */
export type Admission =
  | { readonly outcome: "admitted"; readonly quotas: readonly Quota[] }
  | { readonly outcome: "replayed"; readonly quotas: readonly Quota[] }
  /** Made before the replay memory was lost: whether it was let through then, nobody knows. */
  | { readonly outcome: "forgotten" }
  | RateLimited;

/** Where each connected door's socket is. An entry that its node does not renew is gone after `ttlMs`. */
export interface Presence {
  /** Takes the door over, atomically. @returns the session that held it until now, if any. */
  claim(door: DoorId, session: DoorSession, ttlMs: number): Promise<DoorSession | undefined>;
  /** @returns false where another session has taken the door over: this one must close. */
  renew(door: DoorId, sessionId: string, ttlMs: number): Promise<boolean>;
  /** Lets go, only if `sessionId` still holds it. */
  release(door: DoorId, sessionId: string): Promise<void>;
  find(door: DoorId): Promise<DoorSession | undefined>;
  /** Of many doors at once, for lists. */
  online(doors: readonly DoorId[]): Promise<ReadonlySet<DoorId>>;
}

export interface DoorSession {
  readonly sessionId: string;
  readonly nodeId: string;
  readonly since: number;
}

/** Messages between nodes; a node hears its own too. At most once: a lost message must do no harm. */
export interface Bus {
  /** @returns how many connections it was handed to; with none, nobody has heard it or ever will. */
  publish(channel: string, message: string): Promise<number>;
  subscribe(channel: string, hear: (message: string) => void): Promise<() => Promise<void>>;
}
