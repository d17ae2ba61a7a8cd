import { createRoute } from "@hono/zod-openapi";
import { Stats } from "@openlock/api";
import { z } from "zod";
import { readStats } from "../../stats/read.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const Time = z.coerce.number().int().min(0).max(8_640_000_000_000_000);

const read = createRoute({
  tags: ["History"],
  security: BEARER,
  method: "get",
  path: "/api/stats",
  summary:
    "What the caller's doors did, by hour: for charts. At most a month; of a longer time, its last month",
  request: {
    query: z
      .object({
        from: Time.describe("Milliseconds since the epoch"),
        to: Time.describe("Milliseconds since the epoch"),
      })
      .refine(({ from, to }) => from < to, "from is not before to"),
  },
  responses: { 200: jsonResponse(Stats, "Figures of whole hours"), default: PROBLEM },
});

export function statsRoutes({ records }: Services) {
  return relayRouter().openapi(read, async (c) =>
    c.json(await readStats(records, c.req.valid("query"), c.var.caller.doors), 200),
  );
}
