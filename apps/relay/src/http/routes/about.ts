import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { About } from "@openlock/api";
import type { Site } from "../../identity/site.ts";
import type { RelayEnv, Services } from "../context.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** What the set-up wizard must hand to a device; known once the listeners are. */
export type DeviceTarget = About["device"];

const route = createRoute({
  method: "get",
  path: "/api/about",
  tags: ["Relay"],
  summary: "What a page must know before anybody has signed in",
  responses: {
    200: { description: "About this relay", content: { "application/json": { schema: About } } },
    default: PROBLEM,
  },
});

/** `GET /api/about`. */
export function aboutRoutes(
  { records, config }: Services,
  version: string,
  device: () => DeviceTarget,
  site: () => Site,
): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  app.openapi(route, async (c) => {
    const needsSetUp = !(await records.people.hasOwner());
    const virtualDoors = config.VIRTUAL_DOORS_URL;
    return c.json(
      {
        version,
        needsSetUp,
        device: device(),
        passkeyOrigins: [...(site().passkeys?.origins ?? [])],
        ...(virtualDoors === undefined ? {} : { virtualDoors }),
      },
      200,
    );
  });
  return app;
}
