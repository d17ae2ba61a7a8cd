import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { RelayEnv, Services } from "../context.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const ok = {
  description: "Well",
  content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
};
const healthz = createRoute({
  method: "get",
  path: "/healthz",
  tags: ["Relay"],
  summary: "Whether the process runs",
  responses: { 200: ok },
});
const readyz = createRoute({
  method: "get",
  path: "/readyz",
  tags: ["Relay"],
  summary: "Whether it can do its work: its stores answer, and it is not stopping",
  responses: { 200: ok, default: PROBLEM },
});

/** `/healthz` and `/readyz` for balancers and supervisors, `/metrics` for Prometheus. */
export function healthRoutes(
  { records, hot }: Services,
  metrics: Metrics,
  stopping: () => boolean,
): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  app.openapi(healthz, (c) => c.json({ status: "ok" as const }, 200));
  app.openapi(readyz, async (c) => {
    if (stopping()) throw new ProblemError("shutting-down", "This relay is stopping.");
    try {
      await Promise.all([records.ping(), hot.ping()]);
    } catch (cause) {
      throw new ProblemError("store-unavailable", "A store of the relay does not answer.", { cause });
    }
    return c.json({ status: "ok" as const }, 200);
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/metrics",
    tags: ["Relay"],
    summary: "Metrics in Prometheus' text format",
    responses: { 200: { description: "Metrics", content: { "text/plain": { schema: { type: "string" } } } } },
  });
  app.get("/metrics", async () => {
    const headers = { "content-type": metrics.registry.contentType };
    return new Response(await metrics.registry.metrics(), { headers });
  });
  return app;
}
