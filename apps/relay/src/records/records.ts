import type { ChainedRow, ChainPoint, Language, Role } from "@openlock/api";
import type { DeviceFirmware, DoorId, RsaPublicJwk } from "@openlock/protocol";
import type { AlertRecords, DeliveryRecords, WebhookRecords } from "./alerting.ts";
import type { DoorStatRecords } from "./door-stats.ts";
import type { GrantRecords, GrantRequestRecords, HandoverRecords, OwnerKeyRecords } from "./grant-records.ts";
import type { InvitationRecords } from "./invitations.ts";
import type { ApiKeyRecords, SigningKeyRecords, WebsiteRecords } from "./partners.ts";
import type { PasskeyRecords } from "./passkeys.ts";
import type { ReleaseRecords } from "./release-records.ts";
import type { RolloutRecords } from "./rollout-records.ts";

/**
 * The durable state: people, doors, sign-in sessions, audit. Two adapters (SQLite, PostgreSQL) pass one contract
 * suite. Times are milliseconds since the epoch. Secrets are stored as SHA-256 hashes only.
 */
export interface Records {
  readonly people: PeopleRecords;
  readonly signIn: SignInRecords;
  readonly passkeys: PasskeyRecords;
  readonly invitations: InvitationRecords;
  readonly doors: DoorRecords;
  readonly doorStats: DoorStatRecords;
  readonly grantRequests: GrantRequestRecords;
  readonly grants: GrantRecords;
  readonly ownerKeys: OwnerKeyRecords;
  readonly handovers: HandoverRecords;
  readonly releases: ReleaseRecords;
  readonly rollouts: RolloutRecords;
  readonly audit: AuditRecords;
  readonly auditChain: AuditChainRecords;
  readonly settings: SettingRecords;
  readonly websites: WebsiteRecords;
  readonly apiKeys: ApiKeyRecords;
  readonly signingKeys: SigningKeyRecords;
  readonly alerts: AlertRecords;
  readonly webhooks: WebhookRecords;
  readonly deliveries: DeliveryRecords;
  /** Answers when the store does; rejects when it cannot. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Which doors a person may use. */
export type DoorScope = { readonly all: true } | { readonly all: false; readonly ids: readonly DoorId[] };

export interface Person {
  readonly id: string;
  /** Lower-case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly doors: DoorScope;
  readonly createdAt: number;
  /** What they read: English, until `speaks`. */
  readonly language: Language;
}

export interface PeopleRecords {
  /** Makes the first owner. @returns undefined where there is an owner already, whoever asks at the same time. */
  createFirstOwner(person: NewPerson): Promise<Person | undefined>;
  /** @returns undefined where the address is taken. */
  create(person: NewPerson & { readonly role: Role; readonly doors: DoorScope }): Promise<Person | undefined>;
  byId(id: string): Promise<Person | undefined>;
  byEmail(email: string): Promise<Person | undefined>;
  list(): Promise<readonly Person[]>;
  hasOwner(): Promise<boolean>;
  /**
   * Atomic: of two that would each leave no owner, one is refused.
   *
   * @param expected what was asked about when it was decided that this may be done; where it is not so any more, nothing is
   */
  update(id: string, change: PersonChange, expected?: PersonRights): Promise<PersonChangeOutcome>;
  /** Keeps what somebody reads. */
  speaks(id: string, language: Language): Promise<void>;
  /** Removes the person and ends their sessions. */
  remove(id: string, expected?: PersonRights): Promise<PersonChangeOutcome>;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly at: number;
}

export interface PersonChange {
  readonly name?: string;
  readonly role?: Role;
  readonly doors?: DoorScope;
}

/** What somebody may do, and where. */
export type PersonRights = Pick<Person, "role" | "doors">;

export type PersonChangeOutcome =
  | { readonly outcome: "done"; readonly person: Person }
  | { readonly outcome: "unknown" }
  /** They have other rights than was expected. */
  | { readonly outcome: "changed" }
  | { readonly outcome: "last-owner" };

export interface SignInRecords {
  /** Replaces an earlier code for the address. */
  putCode(code: {
    readonly email: string;
    readonly codeHash: string;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Uses a code up, atomically. After `maxTries` wrong ones the code is gone. */
  takeCode(attempt: {
    readonly email: string;
    readonly codeHash: string;
    readonly now: number;
    readonly maxTries: number;
  }): Promise<"accepted" | "wrong" | "expired" | "exhausted" | "none">;

  /** A family is one sign-in; every refresh replaces its token. */
  startFamily(family: NewFamily): Promise<void>;
  /**
   * Rotates a refresh token, atomically. A token that was rotated away ends its family: somebody stole one.
   * Only where it is asked again for the same next token, it is the same rotation, and gets the same answer.
   */
  rotate(rotation: {
    readonly tokenHash: string;
    /** The website that the token comes from: one of another website's sign-in is unknown there. */
    readonly websiteId?: string | undefined;
    readonly nextHash: string;
    readonly now: number;
    readonly expiresAt: number;
    /** Who uses it; absent where it is only to end. */
    readonly by?: { readonly userAgent: string; readonly ip: string };
  }): Promise<
    | { readonly outcome: "rotated"; readonly personId: string; readonly familyId: string }
    | { readonly outcome: "reused"; readonly personId: string; readonly familyId: string }
    | { readonly outcome: "unknown" }
  >;
  endFamily(familyId: string): Promise<void>;
  endFamiliesOf(personId: string): Promise<void>;
  /** The sign-ins of somebody that stand, the last used first. */
  familiesOf(personId: string, now: number): Promise<readonly Family[]>;
  /** Whether the family still stands: neither ended nor expired. */
  familyStands(familyId: string, now: number): Promise<boolean>;
}

export interface NewFamily {
  readonly id: string;
  readonly personId: string;
  /** Absent for a sign-in at the relay's own pages. */
  readonly websiteId?: string | undefined;
  readonly tokenHash: string;
  readonly userAgent: string;
  readonly ip: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** One sign-in, as its owner sees it. */
export interface Family extends Pick<NewFamily, "id" | "userAgent" | "createdAt"> {
  readonly ip?: string;
  readonly lastUsedAt: number;
}

export interface Door {
  readonly id: DoorId;
  readonly name: string;
  readonly createdAt: number;
  readonly claimExpiresAt?: number;
  readonly device?: BoundDevice;
}

export interface BoundDevice {
  readonly kid: string;
  readonly publicKey: RsaPublicJwk;
  readonly uid: string;
  readonly boot: string;
  readonly firmware: DeviceFirmware;
  /** When this key was bound to the door. */
  readonly boundAt: number;
  /** When it last registered. */
  readonly registeredAt: number;
}

export interface DoorRecords {
  /** @returns undefined where the Door ID is taken. */
  create(door: {
    readonly id: DoorId;
    readonly name: string;
    readonly at: number;
  }): Promise<Door | undefined>;
  byId(id: DoorId): Promise<Door | undefined>;
  list(): Promise<readonly Door[]>;
  rename(id: DoorId, name: string): Promise<Door | undefined>;
  remove(id: DoorId): Promise<boolean>;
  /**
   * Makes a door for the device of another, by the same key, so that the device may come with either Door ID. Owner keys, and
   * whoever and whatever may use the one door, go along.
   */
  move(move: { readonly from: DoorId; readonly to: DoorId; readonly at: number }): Promise<DoorMoveOutcome>;
  /** A new one-time claim code; an earlier unused one is void. @returns false where there is no such door. */
  putClaim(id: DoorId, claim: { readonly hash: string; readonly expiresAt: number }): Promise<boolean>;
  /**
   * Registers a device, atomically: the bound key always may; another only with the door's unused claim, which
   * it uses up and which replaces the bound key. A banned key never may. With another key than before the door has no owner
   * keys, and has confirmed no revocation of what is not over.
   */
  register(registration: {
    readonly id: DoorId;
    readonly kid: string;
    readonly publicKey: RsaPublicJwk;
    readonly uid: string;
    readonly boot: string;
    readonly firmware: DeviceFirmware;
    readonly claimHash?: string;
    readonly now: number;
  }): Promise<RegistrationOutcome>;
  banKey(ban: { readonly kid: string; readonly reason: string; readonly at: number }): Promise<void>;
  unbanKey(kid: string): Promise<boolean>;
  bannedKeys(): Promise<readonly { readonly kid: string; readonly reason: string; readonly at: number }[]>;
}

export type DoorMoveOutcome =
  /** `people`: whose doors are others now. */
  | { readonly outcome: "moved"; readonly people: readonly string[] }
  /** `grants-out`: grants for the new Door ID, from a door that had it before, would open this one. */
  | { readonly outcome: "no-door" | "no-device" | "taken" | "grants-out" };

export type RegistrationOutcome =
  | { readonly outcome: "bound"; readonly door: Door; readonly replacedKid?: string }
  | { readonly outcome: "renewed"; readonly door: Door }
  | {
      readonly outcome: "refused";
      readonly reason: "no-door" | "key-banned" | "other-key" | "claim-wrong" | "claim-expired";
    };

export type AuditActor =
  | { readonly kind: "person"; readonly id: string; readonly label: string }
  | { readonly kind: "device"; readonly id: string; readonly label: string }
  | { readonly kind: "api-key"; readonly id: string; readonly label: string }
  /** By the thumbprint of the key in their link, and the name that it was made for. */
  | { readonly kind: "guest"; readonly id: string; readonly label: string }
  | { readonly kind: "relay" }
  | { readonly kind: "anonymous" };

/** `begun` is written before a thing is done, the others say how it ended; `ref` ties them together. */
export type AuditOutcome = "begun" | "done" | "refused" | "failed";

export interface AuditEntry {
  readonly at: number;
  readonly actor: AuditActor;
  readonly ip?: string;
  /** Dotted, for example `command.send`, `door.create`, `sign-in.code`. */
  readonly action: string;
  readonly door?: DoorId;
  readonly outcome: AuditOutcome;
  /** The stable error code of a refusal or failure. */
  readonly code?: string;
  /** Shared by the rows of one doing; a command's `jti`. */
  readonly ref?: string;
  /** SHA-256 of a forwarded command's bytes: what the replay memory is filled from after a restart. */
  readonly commandHash?: string;
  /** Small and never secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

export interface AuditRow extends AuditEntry {
  readonly seq: number;
}

export interface AuditFilter {
  readonly door?: DoorId;
  readonly personId?: string;
  readonly action?: string;
  readonly outcome?: AuditOutcome;
  readonly code?: string;
  /** Written at this time or later. A row whose time is a day and more from that of its neighbours may be missed. */
  readonly from?: number;
  /** Written at this time or before; otherwise as `from`. */
  readonly to?: number;
  /** The rows of these doings that tell how they began and ended; refusals never began. At most 200. */
  readonly refs?: readonly string[];
  /** Rows with a smaller `seq` only: the page after the one that ended there. */
  readonly before?: number;
  /** 1…500. */
  readonly limit: number;
}

export interface AuditRecords {
  /**
   * Durable when it resolves, in the given order, all or none; 1 to 500, which are one link of the chain. Returns the
   * first row's `seq`; the rest follow.
   */
  append(entries: readonly AuditEntry[]): Promise<number>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** Hashes of the commands begun at or after `since`. */
  commandHashesSince(
    since: number,
  ): Promise<readonly { readonly door: DoorId; readonly hash: string; readonly at: number }[]>;
}

/** The audit as a chain (`audit-chain.ts` of the API): what is checked, what is signed, what retention removes. */
export interface AuditChainRecords {
  /** Its end as it is stored; undefined where nothing was written yet. */
  end(): Promise<ChainPoint | undefined>;
  /** Rows after `after`, the oldest first. @param limit 1…1000 */
  rows(after: number, limit: number): Promise<readonly ChainedRow[]>;
  /** Keeps a checkpoint; one for the same row and of the same kind stays. */
  putCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** Where the journal begins since retention cut it last; undefined where it never did. */
  start(): Promise<Checkpoint | undefined>;
  /** Checkpoints for rows after `after`, the oldest first, those of a start among them. @param limit 1…1000 */
  checkpoints(after: number, limit: number): Promise<readonly Checkpoint[]>;
  lastCheckpoint(): Promise<Checkpoint | undefined>;
  /**
   * Removes rows up to and with `through`, the oldest first, at most `limit` of them, and checkpoints before it.
   *
   * @returns how many rows it removed
   */
  remove(through: number, limit: number): Promise<number>;
}

/** A signed statement of where the chain was. */
export interface Checkpoint extends ChainPoint {
  /** `start` is one after which the journal begins, for what was before it retention removed. */
  readonly kind: "head" | "start";
  readonly at: number;
  /** Compact JWS. */
  readonly jws: string;
}

/** The relay's own few values, such as its signing key. */
export interface SettingRecords {
  get(name: string): Promise<string | undefined>;
  put(name: string, value: string): Promise<void>;
  /** Stores `value` where there is none; returns what is stored then. Two at once get the same answer. */
  putIfAbsent(name: string, value: string): Promise<string>;
  /** Changes a value, atomically: `change` sees what is stored, and nobody changes it meanwhile. */
  update(name: string, change: (stored: string | undefined) => string): Promise<void>;
  remove(name: string): Promise<void>;
}
