import { z } from "zod";

/** One doing and how it ended: the `begun` row and the row that ended it, told as one. */
export const HistoryEntry = z.strictObject({
  seq: z.int(),
  at: z.int(),
  actor: z.strictObject({
    kind: z.enum(["person", "device", "api-key", "guest", "relay", "anonymous"]),
    id: z.string().exactOptional(),
    label: z.string().exactOptional(),
  }),
  ip: z.string().exactOptional(),
  action: z.string(),
  door: z.string().exactOptional(),
  outcome: z.enum(["begun", "done", "refused", "failed"]),
  code: z.string().exactOptional(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Newest first; `next` is the `before` of the page after. */
export const HistoryPage = z.strictObject({ entries: z.array(HistoryEntry), next: z.int().exactOptional() });
export type HistoryPage = z.infer<typeof HistoryPage>;
