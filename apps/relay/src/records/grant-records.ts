import type { DoorId, EcPublicJwk } from "@openlock/protocol";
import type { DoorScope } from "./records.ts";

/** Somebody's wish to open a door with a key of their own. */
export interface GrantRequest {
  readonly id: number;
  readonly door: DoorId;
  readonly kid: string;
  readonly key: EcPublicJwk;
  readonly personId: string;
  readonly personLabel: string;
  readonly note: string;
  readonly at: number;
  readonly state: GrantRequestState;
  readonly decidedAt?: number;
  readonly decidedBy?: string;
  readonly reason?: string;
}
export type GrantRequestState = "open" | "approved" | "refused";

export interface Page {
  /** Those with a smaller number only: the page after the one that ended there. */
  readonly before?: number;
  readonly limit: number;
}

export interface GrantRequestRecords {
  /**
   * One for each person, door and key is open at a time: asked again, it is the same one.
   *
   * @returns undefined where the person has `maxOpen` open ones already
   */
  create(
    request: Pick<GrantRequest, "door" | "kid" | "key" | "personId" | "personLabel" | "note" | "at">,
    maxOpen: number,
  ): Promise<GrantRequest | undefined>;
  byId(id: number): Promise<GrantRequest | undefined>;
  /** Newest first. */
  list(
    filter: Page & {
      readonly doors?: DoorScope;
      readonly personId?: string;
      readonly state?: GrantRequestState;
    },
  ): Promise<readonly GrantRequest[]>;
  /** Stores the grant with it, both or none. A request is decided once. */
  approve(id: number, grant: NewGrant): Promise<"done" | "unknown" | "decided" | "jti-taken">;
  refuse(
    id: number,
    refusal: { readonly reason: string; readonly by: string; readonly at: number },
  ): Promise<"done" | "unknown" | "decided">;
}

/** What an approval adds to its request. */
export interface NewGrant {
  readonly jti: string;
  readonly ownerKid: string;
  readonly jws: string;
  /** Seconds since the epoch. */
  readonly nbf: number;
  readonly exp: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly approvedBy: string;
}

export interface StoredGrant extends NewGrant {
  readonly seq: number;
  readonly door: DoorId;
  readonly kid: string;
  /** Absent for a guest, who has no account. */
  readonly personId?: string;
  readonly personLabel: string;
  readonly revocation?: {
    readonly askedAt: number;
    readonly askedBy: string;
    /** When somebody reported that the door had confirmed it. */
    readonly confirmedAt?: number;
    /** The `jti` of the command that it confirmed. */
    readonly command?: string;
  };
}

export interface GrantRecords {
  /** Stores one that answers no request. */
  create(
    grant: NewGrant & Pick<StoredGrant, "door" | "kid" | "personId" | "personLabel">,
  ): Promise<"done" | "jti-taken">;
  byJti(door: DoorId, jti: string): Promise<StoredGrant | undefined>;
  /** Newest first. */
  list(
    filter: Page & {
      readonly door?: DoorId;
      readonly doors?: DoorScope;
      readonly personId?: string;
      readonly kid?: string;
      /** Only those whose revocation was asked for, has not been confirmed, and that have not ended by then; seconds. */
      readonly revokingAt?: number;
      /** Only those of guests. */
      readonly guests?: true;
      /** Only those that have not ended by then and whose revocation nobody has asked for; seconds since the epoch. */
      readonly usableAt?: number;
    },
  ): Promise<readonly StoredGrant[]>;
  /** The first who asks is kept. @returns undefined where there is no such grant */
  askRevocation(
    door: DoorId,
    jti: string,
    asked: { readonly at: number; readonly by: string },
  ): Promise<StoredGrant | undefined>;
  /** @returns undefined where there is no such grant, or nobody has asked for it */
  confirmRevocation(
    door: DoorId,
    jti: string,
    confirmed: { readonly at: number; readonly command: string },
  ): Promise<StoredGrant | undefined>;
  /** What is known of a person's grants for a door: none, one at least that may count at that second, or none that does. */
  standing(personId: string, door: DoorId, seconds: number): Promise<"none" | "usable" | "over">;
}

export interface OwnerKey {
  readonly kid: string;
  readonly key: EcPublicJwk;
  readonly name: string;
  readonly at: number;
}

export interface OwnerKeyRecords {
  list(door: DoorId): Promise<readonly OwnerKey[]>;
  /** The doors that a key owns, as far as known. */
  doorsOf(kid: string): Promise<readonly DoorId[]>;
  /** Another name for a key that is there. */
  put(door: DoorId, key: OwnerKey): Promise<void>;
  remove(door: DoorId, kid: string): Promise<boolean>;
}

/** An owner's word that a door's other key is that of its new board. */
export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly jws: string;
  readonly key: EcPublicJwk;
  readonly at: number;
  /** Who brought it, by name. */
  readonly by: string;
}

export interface HandoverRecords {
  /** Newest first; at most 100. */
  list(door: DoorId): Promise<readonly Handover[]>;
  /** In place of an earlier one between the same keys. */
  put(door: DoorId, handover: Handover): Promise<void>;
}
