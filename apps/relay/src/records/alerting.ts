import type { AlertKind, DeliveryAttempt } from "@openlock/api";
import type { DoorId } from "@openlock/protocol";
import type { AuditEntry, AuditRow, DoorScope, Person } from "./records.ts";

/** What happened often enough, or badly enough, that somebody is told. */
export interface Alert {
  readonly at: number;
  readonly kind: AlertKind;
  readonly door?: { readonly id: DoorId; readonly name: string };
  readonly count: number;
  readonly detail: NonNullable<AuditEntry["detail"]>;
}

export interface StoredAlert extends Alert {
  readonly seq: number;
}

/** Happenings of one kind about one thing: counted until they are worth an alert, then held back for a while. */
export interface AlertGroup {
  readonly key: string;
  /** Since when `seen` counts. */
  readonly seenSince: number;
  readonly seen: number;
  /** No alert before then; what happens meanwhile is `held`. */
  readonly quietUntil: number;
  readonly held: number;
  /** The newest happening, as whoever counts wrote it. */
  readonly latest: string;
}

/** A door that was found without a connection. */
export interface MissingDoor {
  readonly door: DoorId;
  readonly since: number;
  /** `told`: an alert was raised; `held`: it would have been, had there not been one a while ago. */
  readonly state: "missing" | "told" | "held";
}

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly AlertKind[];
  readonly doors: DoorScope;
  readonly enabled: boolean;
  /** `whsec_…` */
  readonly secret: string;
  readonly previous?: { readonly secret: string; readonly until: number };
  readonly createdAt: number;
}

export interface Subscription {
  readonly kinds: readonly AlertKind[];
  readonly doors: DoorScope;
}

export type Recipient = { readonly person: string } | { readonly webhook: string };

export interface NewDelivery {
  readonly id: string;
  readonly to: Recipient;
  /** An `AlertMessage`: the very bytes that are sent. */
  readonly message: string;
  readonly at: number;
}

export interface Delivery extends NewDelivery {
  readonly state: "waiting" | "done" | "given-up";
  /** When it is tried next; while somebody tries it, when another may. */
  readonly nextAt: number;
  readonly attempts: readonly DeliveryAttempt[];
}

/**
 * One node's turn at raising alerts: no other has one at the same time, and all that is written in it, or nothing, is
 * there when it ends.
 */
export interface AlertTurn {
  /** The next audit rows that could be worth an alert, oldest first, each given once. */
  takeRows(limit: number): Promise<readonly AuditRow[]>;
  mark(name: string): Promise<number | undefined>;
  putMark(name: string, value: number): Promise<void>;
  groups(keys: readonly string[]): Promise<readonly AlertGroup[]>;
  /** Groups whose quiet time is over with something held. */
  endedGroups(now: number): Promise<readonly AlertGroup[]>;
  putGroups(groups: readonly AlertGroup[]): Promise<void>;
  missingDoors(): Promise<readonly MissingDoor[]>;
  /** Leaves out doors that were removed meanwhile. */
  putMissingDoors(doors: readonly MissingDoor[]): Promise<void>;
  removeMissingDoors(doors: readonly DoorId[]): Promise<void>;
  doorName(id: DoorId): Promise<string | undefined>;
  people(): Promise<readonly { readonly person: Person; readonly subscription?: Subscription }[]>;
  webhooks(): Promise<readonly Webhook[]>;
  addAlert(alert: Alert): Promise<StoredAlert>;
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<void>;
  /** Forgets alerts, finished deliveries and idle groups of before. */
  forget(before: {
    readonly alerts: number;
    readonly deliveries: number;
    readonly groups: number;
  }): Promise<void>;
}

export interface AlertRecords {
  /** Whether a turn would find rows, or groups whose quiet time is over: cheap, for whoever asks often. */
  pending(now: number): Promise<boolean>;
  /** When something was done last, as a turn noted it. */
  mark(name: string): Promise<number | undefined>;
  turn<T>(work: (turn: AlertTurn) => Promise<T>): Promise<T>;
  /** The doors that have a device, which could be offline. */
  doorsWithDevice(): Promise<readonly DoorId[]>;
  /** Newest first. */
  list(filter: {
    readonly scope: DoorScope;
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly StoredAlert[]>;
  subscription(personId: string): Promise<Subscription | undefined>;
  putSubscription(personId: string, subscription: Subscription): Promise<void>;
}

export interface WebhookRecords {
  create(webhook: Webhook): Promise<void>;
  list(): Promise<readonly Webhook[]>;
  byId(id: string): Promise<Webhook | undefined>;
  update(
    id: string,
    change: Partial<Pick<Webhook, "name" | "url" | "kinds" | "doors" | "enabled">>,
  ): Promise<Webhook | undefined>;
  /** The present secret becomes the previous one. */
  rotate(
    id: string,
    next: { readonly secret: string; readonly previousUntil: number },
  ): Promise<Webhook | undefined>;
  remove(id: string): Promise<boolean>;
}

/** The outbox: what is to be handed over, at least once, by one node at a time. */
export interface DeliveryRecords {
  add(delivery: NewDelivery): Promise<void>;
  /**
   * Takes what is due, for `leaseMs`: nobody else gets it meanwhile. For each recipient one webhook message, or all
   * mail up to `mailMax`.
   */
  claim(how: {
    readonly now: number;
    readonly leaseMs: number;
    readonly recipients: number;
    readonly mailMax: number;
    readonly except: ReadonlySet<string>;
  }): Promise<readonly Delivery[]>;
  /** Writes down how a try ended. Nothing where the delivery is gone, as with its recipient. */
  record(id: string, attempt: DeliveryAttempt, then: Pick<Delivery, "state" | "nextAt">): Promise<void>;
  /** Newest first. */
  ofWebhook(webhook: string, limit: number): Promise<readonly Delivery[]>;
  /** Makes one that is not waiting wait again, from `now` on. @returns false where there is none. */
  again(webhook: string, id: string, now: number): Promise<boolean>;
}

/** What names a recipient in a set. */
export function recipientKey(to: Recipient): string {
  return "person" in to ? `person ${to.person}` : `webhook ${to.webhook}`;
}
