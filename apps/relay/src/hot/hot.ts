import type { DoorId } from "@openlock/protocol";

/**
 * The fast, short-lived state that nodes share: replay memory, limits, presence, routing. Two adapters (in process
 * for one node, Redis for any number) pass one contract suite. Whatever cannot be decided is an error, never a yes.
 */
export interface Hot {
  /**
   * Counts a command against `limits`, then remembers its hash, in one atomic step. A refused command counts
   * against the limits but its hash is remembered only when it is admitted. The limits are counted for each door by
   * itself.
   */
  admit(command: {
    readonly door: DoorId;
    readonly hash: string;
    /** The command's `iat`, in ms. */
    readonly issuedAt: number;
    /** How long the hash is remembered. */
    readonly rememberMs: number;
    readonly limits: readonly Limit[];
    readonly now: number;
  }): Promise<Admission>;
  /** Fills the replay memory with commands of before the relay started. */
  remember(door: DoorId, hashes: readonly string[], rememberMs: number): Promise<void>;

  /** Counts one attempt against every limit; refused when any is used up. */
  count(limits: readonly Limit[], now: number): Promise<CountOutcome>;

  readonly presence: Presence;
  readonly bus: Bus;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A token bucket: `burst` at once, refilled evenly to `burst` over `perMs`. */
export interface Limit {
  /** Names the limit in errors, for example `door`. */
  readonly name: string;
  /** What is counted, for example `token:ab12`. */
  readonly key: string;
  readonly burst: number;
  readonly perMs: number;
}

export type CountOutcome =
  | { readonly outcome: "counted" }
  | { readonly outcome: "rate-limited"; readonly limit: string; readonly retryAfterMs: number };

export type Admission =
  | { readonly outcome: "admitted" }
  | { readonly outcome: "replayed" }
  /** Made before the replay memory was lost: whether it was let through then, nobody knows. */
  | { readonly outcome: "forgotten" }
  | { readonly outcome: "rate-limited"; readonly limit: string; readonly retryAfterMs: number };

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
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, hear: (message: string) => void): Promise<() => Promise<void>>;
}
