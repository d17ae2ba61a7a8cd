import { z } from "zod";
import { ALERT_KIND_NAMES } from "./alert-kinds.ts";
import { DoorScope } from "./people.ts";

export const AlertKind = z.enum(ALERT_KIND_NAMES);
export type AlertKind = z.infer<typeof AlertKind>;

/** Some kinds, each once. */
export const AlertKinds = z
  .array(AlertKind)
  .max(AlertKind.options.length)
  .transform((all) => [...new Set(all)]);

/** Something that an alert was raised for. */
export const AlertView = z.strictObject({
  id: z.int(),
  at: z.int(),
  kind: AlertKind,
  door: z.strictObject({ id: z.string(), name: z.string() }).exactOptional(),
  /** How often it happened: what was held back before is counted in. */
  count: z.int(),
  /** What it is about, by its kind: what programs read, and pages tell in other languages. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** A sentence. */
  summary: z.string(),
  /** What to do about it. */
  next: z.string(),
});
export type AlertView = z.infer<typeof AlertView>;

/** Newest first; `next` is the `before` of the page after. */
export const AlertPage = z.strictObject({ alerts: z.array(AlertView), next: z.int().exactOptional() });
export type AlertPage = z.infer<typeof AlertPage>;

/** What a person gets by mail. `doors` narrows what they may see anyway. */
export const AlertSubscription = z.strictObject({ kinds: z.array(AlertKind), doors: DoorScope });
export type AlertSubscription = z.infer<typeof AlertSubscription>;

export const AlertSubscriptionChange = z
  .strictObject({ kinds: AlertKinds.exactOptional(), doors: DoorScope.exactOptional() })
  .refine((change) => Object.keys(change).length > 0, "nothing to change");
export type AlertSubscriptionChange = z.infer<typeof AlertSubscriptionChange>;

/** What is POSTed to a webhook, signed by Standard Webhooks. */
export const AlertMessage = z.strictObject({
  /** `alert.` and the kind; `test` for a test. */
  type: z.string(),
  /** ISO 8601: when it happened. */
  timestamp: z.string(),
  data: z.union([AlertView, z.strictObject({ summary: z.string() })]),
});
export type AlertMessage = z.infer<typeof AlertMessage>;
