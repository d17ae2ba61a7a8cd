import { AlertMessage, type DeliveryView, type WebhookView } from "@openlock/api";
import type { Delivery, Webhook } from "../records/alerting.ts";

/** A webhook as people see it: without its secrets. */
export function toWebhookView({
  id,
  name,
  url,
  kinds,
  doors,
  enabled,
  previous,
  createdAt,
}: Webhook): WebhookView {
  return {
    id,
    name,
    url,
    kinds: [...kinds],
    doors: doors.all ? { all: true } : { all: false, ids: [...doors.ids] },
    enabled,
    createdAt,
    ...(previous ? { previousSecretUntil: previous.until } : {}),
  };
}

export function toDeliveryView({ id, at, message, state, nextAt, attempts }: Delivery): DeliveryView {
  return {
    id,
    createdAt: at,
    type: AlertMessage.parse(JSON.parse(message)).type,
    state,
    ...(state === "waiting" ? { nextAt } : {}),
    attempts: attempts.map((attempt) => ({ ...attempt })),
  };
}
