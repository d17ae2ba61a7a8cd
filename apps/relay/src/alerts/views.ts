import type { DeliveryView, WebhookView } from "@openlock/api";
import { z } from "zod";
import type { Delivery, Webhook } from "../records/alerting.ts";

/** What every message has, of whichever version it is. */
const Typed = z.object({ type: z.string() });

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
    type: Typed.parse(JSON.parse(message)).type,
    state,
    ...(state === "waiting" ? { nextAt } : {}),
    attempts: attempts.map((attempt) => ({ ...attempt })),
  };
}
