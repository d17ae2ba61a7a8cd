import { NewDoor } from "@openlock/api";
import { z } from "zod";
import type { AuditFilter } from "../records/records.ts";

/** What a history or an export of it is narrowed down by. */
export const AuditQuery = z.object({
  door: NewDoor.shape.id.optional(),
  person: z.string().min(1).max(64).optional(),
  action: z
    .string()
    .regex(/^[a-z][a-z.-]{0,39}$/)
    .optional(),
  outcome: z.enum(["begun", "done", "refused", "failed"]).optional(),
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
  from: z.coerce.number().int().min(0).optional().describe("Milliseconds since the epoch"),
  to: z.coerce.number().int().min(0).optional().describe("Milliseconds since the epoch"),
});

export function auditFilter(
  query: z.infer<typeof AuditQuery>,
): Omit<AuditFilter, "refs" | "before" | "limit"> {
  const { door, person: personId, action, outcome, code, from, to } = query;
  const given = { door, personId, action, outcome, code, from, to };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
