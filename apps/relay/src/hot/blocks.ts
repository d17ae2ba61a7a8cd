/** Networks that are kept out for a while, on all nodes. */
export interface Blocks {
  /** Blocks a network, each time for twice as long as the last; one that is blocked already stays as it is. */
  add(offender: Offender, terms: BlockTerms): Promise<{ readonly block: Block; readonly added: boolean }>;
  /** Lets a network in again, and forgets how often it was blocked. @returns false where it is not blocked. */
  lift(network: string, now: number): Promise<boolean>;
  /** Until when each network is blocked. */
  active(now: number): Promise<ReadonlyMap<string, number>>;
  /** Those that end last come first. */
  list(now: number, limit: number): Promise<readonly Block[]>;
}

export const BLOCK_REASONS = ["unauthorised", "excess", "devices"] as const;
/** What was too much: attempts without the right to, requests beyond a limit, or registrations that are refused. */
export type BlockReason = (typeof BLOCK_REASONS)[number];

export interface Offender {
  /** An IPv4 address or an IPv6 /64. */
  readonly network: string;
  readonly why: BlockReason;
  readonly now: number;
}

export interface BlockTerms {
  readonly firstMs: number;
  readonly maxMs: number;
  /** For how long after its end a block counts as one before. */
  readonly rememberMs: number;
}

export interface Block {
  readonly network: string;
  readonly why: BlockReason;
  readonly since: number;
  readonly until: number;
  /** The how manieth time it is in a row. */
  readonly times: number;
}

/** Networks that can be blocked at once; beyond it those that end first are let in. */
export const BLOCKS_MAX = 10_000;
