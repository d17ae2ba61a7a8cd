import type { JWK } from "jose";
import type { DoorScope } from "./records.ts";

/** How a website can show that it is its owner's. */
export type WebsiteProof = "file" | "dns" | "meta";

/** Why no way of showing it did: a code for each. */
export type WebsiteFailure = Readonly<Record<WebsiteProof, string>>;

/** `pending` was never verified; `warned` fails and still works; `suspended` has failed for too long. */
export type WebsiteState = "pending" | "active" | "warned" | "suspended";

export interface Website {
  readonly id: string;
  /** Scheme, host and port as a browser writes them in `Origin`. */
  readonly origin: string;
  /** What has to be found at the website. */
  readonly token: string;
  readonly addedAt: number;
  readonly check: WebsiteCheck;
}

/** What checks have found so far. */
export interface WebsiteCheck {
  readonly state: WebsiteState;
  /** How many there were. */
  readonly checks: number;
  readonly checkedAt?: number;
  /** When it was first verified. */
  readonly verifiedAt?: number;
  /** How it was shown last. */
  readonly proof?: WebsiteProof;
  readonly failingSince?: number;
  /** Failed checks in a row. */
  readonly failedChecks: number;
  readonly failure?: WebsiteFailure;
  /** Absent where only somebody's asking leads to a check. */
  readonly nextCheckAt?: number;
}

export interface WebsiteRecords {
  /** @returns undefined where the origin is taken. */
  create(website: {
    readonly origin: string;
    readonly token: string;
    readonly at: number;
  }): Promise<Website | undefined>;
  byId(id: string): Promise<Website | undefined>;
  list(): Promise<readonly Website[]>;
  /** Removes the website and ends the sign-ins at it. */
  remove(id: string): Promise<boolean>;
  /** Takes websites whose check is due, atomically: nobody else gets them before `until`. */
  takeDue(due: {
    readonly now: number;
    readonly until: number;
    readonly limit: number;
  }): Promise<readonly Website[]>;
  /** Stores what a check found. @returns false where there was another check since `before`, or no website is there. */
  recordCheck(id: string, before: WebsiteCheck, after: WebsiteCheck): Promise<boolean>;
}

/** What an API key may ask of its doors. */
export type ApiKeyUse = "key" | "commands" | "status";

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly doors: DoorScope;
  readonly uses: readonly ApiKeyUse[];
  readonly createdAt: number;
  readonly expiresAt?: number;
  /** To the minute. */
  readonly lastUsedAt?: number;
}

export interface ApiKeyRecords {
  create(
    key: Pick<ApiKey, "name" | "doors" | "uses" | "createdAt" | "expiresAt"> & { readonly hash: string },
  ): Promise<ApiKey>;
  byHash(hash: string): Promise<ApiKey | undefined>;
  byId(id: string): Promise<ApiKey | undefined>;
  list(): Promise<readonly ApiKey[]>;
  /** Never goes back. */
  used(id: string, at: number): Promise<void>;
  remove(id: string): Promise<boolean>;
}

/** A key that access tokens are, or were, signed with. */
export interface SigningKey {
  readonly kid: string;
  /** With its private part as long as it signs. */
  readonly jwk: JWK;
  readonly createdAt: number;
  /** Since when it signs no more: it verifies what it has signed before. */
  readonly retiredAt?: number;
}

export interface SigningKeyRecords {
  /** Newest first: the current one, then those that were. */
  list(): Promise<readonly SigningKey[]>;
  /**
   * Makes `next` the current key, atomically, and forgets the private part of the one before.
   *
   * @returns false where `replaces` is not the current one any more: somebody else was faster
   */
  rotate(rotation: {
    readonly next: SigningKey;
    /** Undefined where there is none yet. */
    readonly replaces: string | undefined;
    /** Keys that were retired at or before then are dropped. */
    readonly dropRetiredBefore: number;
  }): Promise<boolean>;
}
