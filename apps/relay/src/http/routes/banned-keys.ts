import { createRoute } from "@hono/zod-openapi";
import { BannedKey, NewBan } from "@openlock/api";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = BannedKey.pick({ kid: true });
const common = { tags: ["Banned keys"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/banned-keys",
  summary: "Device keys that may not register",
  responses: { 200: jsonResponse(z.object({ keys: z.array(BannedKey) }), "Oldest first"), default: PROBLEM },
});

const ban = createRoute({
  ...common,
  method: "post",
  path: "/api/banned-keys",
  summary: "Bans a device key: its session ends with 4003, and it cannot register until the ban is lifted",
  request: { body: jsonBody(NewBan) },
  responses: { 201: jsonResponse(BannedKey, "Banned"), default: PROBLEM },
});

const lift = createRoute({
  ...common,
  method: "delete",
  path: "/api/banned-keys/{kid}",
  summary: "Lifts a ban",
  request: { params },
  responses: { 204: { description: "Lifted" }, default: PROBLEM },
});

export function bannedKeyRoutes(services: Services, identity: Identity) {
  const { records, doorNews, now } = services;
  return relayRouter()
    .openapi(list, async (c) => c.json({ keys: [...(await records.doors.bannedKeys())] }, 200))
    .openapi(ban, async (c) => {
      const { kid, reason } = c.req.valid("json");
      // A key can be any door's, the one behind the next claim too.
      requireAllDoors(identity, c, "key.ban");
      const key = { kid, reason, at: now() };
      await audited(services, { ...askedBy(c), action: "key.ban", detail: { kid, reason } }, async () => {
        await records.doors.banKey(key);
        await doorNews.changed({ kid });
      });
      return c.json(key, 201);
    })
    .openapi(lift, async (c) => {
      const { kid } = c.req.valid("param");
      requireAllDoors(identity, c, "key.unban");
      await audited(services, { ...askedBy(c), action: "key.unban", detail: { kid } }, async () => {
        if (!(await records.doors.unbanKey(kid))) {
          throw new ProblemError("not-found", "This key is not banned.");
        }
        await doorNews.changed({ kid });
      });
      return c.body(null, 204);
    });
}
