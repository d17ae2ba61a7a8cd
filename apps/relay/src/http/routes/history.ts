import { createRoute } from "@hono/zod-openapi";
import { HistoryPage, NewDoor } from "@openlock/api";
import { z } from "zod";
import { type HistoryFilter, readHistory } from "../../audit/history.ts";
import { AuditQuery, auditFilter } from "../audit-query.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const Page = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const common = { tags: ["History"], security: BEARER };

const door = createRoute({
  ...common,
  method: "get",
  path: "/api/doors/{id}/history",
  summary: "What happened at a door, newest first",
  request: { params: z.object({ id: NewDoor.shape.id }), query: Page },
  responses: { 200: jsonResponse(HistoryPage, "A page"), default: PROBLEM },
});

const audit = createRoute({
  ...common,
  method: "get",
  path: "/api/audit",
  summary:
    "What happened on the relay, newest first; for people whose doors are limited, without other doors",
  request: { query: AuditQuery.extend(Page.shape) },
  responses: { 200: jsonResponse(HistoryPage, "A page"), default: PROBLEM },
});

export function historyRoutes({ records }: Services) {
  return relayRouter()
    .openapi(door, async (c) => {
      const { id } = c.req.valid("param");
      if (!(await records.doors.byId(id))) {
        throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
      }
      const query = c.req.valid("query");
      return c.json(
        await readHistory(records.audit, { door: id, ...pageOf(query) }, c.var.caller.doors),
        200,
      );
    })
    .openapi(audit, async (c) => {
      const query = c.req.valid("query");
      const filter = auditFilter(query);
      return c.json(
        await readHistory(records.audit, { ...filter, ...pageOf(query) }, c.var.caller.doors),
        200,
      );
    });
}

function pageOf({ before, limit }: z.infer<typeof Page>): HistoryFilter {
  return { limit, ...(before === undefined ? {} : { before }) };
}
