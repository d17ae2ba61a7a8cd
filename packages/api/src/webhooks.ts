import { z } from "zod";
import { AlertKind, AlertKinds } from "./alerts.ts";
import { DoorScope } from "./people.ts";

const name = z.string().trim().min(1).max(100);
/** Whether it may be `http:` is the relay's setting. */
const url = z.url({ protocol: /^https?$/ }).max(2000);
export const NewWebhook = z.strictObject({ name, url, kinds: AlertKinds, doors: DoorScope });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChange = z
  .strictObject({
    name: name.exactOptional(),
    url: url.exactOptional(),
    kinds: AlertKinds.exactOptional(),
    doors: DoorScope.exactOptional(),
    enabled: z.boolean().exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, "nothing to change");
export type WebhookChange = z.infer<typeof WebhookChange>;

export const WebhookView = z.strictObject({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  kinds: z.array(AlertKind),
  doors: DoorScope,
  /** Off: it gets nothing. The relay turns it off by itself where the receiver answers 410. */
  enabled: z.boolean(),
  createdAt: z.int(),
  /** The secret before the present one signs as well, until then. */
  previousSecretUntil: z.int().exactOptional(),
});
export type WebhookView = z.infer<typeof WebhookView>;

/** A webhook and its signing secret, `whsec_…`: shown this once. */
export const WebhookWithSecret = z.strictObject({ webhook: WebhookView, secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

/** One try to hand a message over. */
export const DeliveryAttempt = z.strictObject({
  at: z.int(),
  /** How long it took. */
  ms: z.int(),
  /** The HTTP status, where there was an answer. */
  status: z.int().exactOptional(),
  /** Why there was none. */
  error: z.string().exactOptional(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const DeliveryView = z.strictObject({
  /** The `webhook-id` of the message: the same at every try. */
  id: z.string(),
  createdAt: z.int(),
  /** As in the message. */
  type: z.string(),
  state: z.enum(["waiting", "done", "given-up"]),
  /** When it is tried next, while it waits. */
  nextAt: z.int().exactOptional(),
  /** Oldest first; of many the last ones. */
  attempts: z.array(DeliveryAttempt),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
