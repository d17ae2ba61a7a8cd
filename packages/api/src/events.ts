import { z } from "zod";
import { SeenStatus } from "./doors.ts";

/** `GET /api/events`: each is one Server-Sent Event whose `event` is `type` and whose `data` is all of it as JSON. */
export const RelayEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("door-online"), door: z.string(), at: z.int() }),
  z.strictObject({ type: z.literal("door-offline"), door: z.string(), at: z.int() }),
  z.strictObject({ type: z.literal("door-status"), door: z.string(), at: z.int(), document: SeenStatus }),
  z.strictObject({
    type: z.literal("door-event"),
    door: z.string(),
    at: z.int(),
    event: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  }),
  /** Made, renamed, registered, claimed or removed: read it anew. */
  z.strictObject({ type: z.literal("door-changed"), door: z.string(), at: z.int() }),
  /** How far an update over the air is; `phase` as in the protocol, section 5. */
  z.strictObject({
    type: z.literal("update-progress"),
    door: z.string(),
    at: z.int(),
    rollout: z.int(),
    phase: z.string(),
    percent: z.int(),
  }),
  /** Another state or stage, or of one of its doors: read it anew. For owners and admins. */
  z.strictObject({ type: z.literal("rollout-changed"), rollout: z.int(), at: z.int() }),
]);
export type RelayEvent = z.infer<typeof RelayEvent>;
