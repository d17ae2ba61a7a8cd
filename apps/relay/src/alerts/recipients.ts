import { ALERT_KINDS, AlertKind } from "@openlock/api";
import { inScope } from "../events/feed.ts";
import type { Alert, Recipient, Subscription, Webhook } from "../records/alerting.ts";
import type { DoorScope, Person } from "../records/records.ts";

/** What an owner gets who has not chosen. */
const OWNERS_KINDS = AlertKind.options.filter((kind) => kind !== "door-ajar");

/** What somebody gets by mail: their choice, or what their role begins with. */
export function subscriptionOf(role: Person["role"], chosen: Subscription | undefined): Subscription {
  return chosen ?? { kinds: role === "owner" ? OWNERS_KINDS : [], doors: { all: true } };
}

/** Whether a role may see alerts at all: whoever reads the audit. */
export function maySeeAlerts(role: Person["role"]): boolean {
  return role !== "staff";
}

/** Whom an alert is for. */
export function recipientsOf(
  alert: Alert,
  people: readonly { readonly person: Person; readonly subscription?: Subscription }[],
  webhooks: readonly Webhook[],
): readonly Recipient[] {
  const { kind, detail } = alert;
  const wants = ({ kinds, doors }: Subscription) =>
    kinds.includes(kind) && (ALERT_KINDS[kind].aboutDoor ? reaches(doors, alert) : true);
  return [
    ...people
      .filter(
        ({ person, subscription }) =>
          maySeeAlerts(person.role) &&
          reaches(person.doors, alert) &&
          wants(subscriptionOf(person.role, subscription)),
      )
      .map(({ person }) => ({ person: person.id })),
    ...webhooks
      // Of its own failure a webhook cannot be told.
      .filter((webhook) => webhook.enabled && wants(webhook) && detail.webhook !== webhook.id)
      .map(({ id }) => ({ webhook: id })),
  ];
}

/** What is about no one door is for those who have all. */
function reaches(scope: DoorScope, { door }: Alert): boolean {
  return door ? inScope(scope, door.id) : scope.all;
}
