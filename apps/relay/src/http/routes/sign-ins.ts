import { createRoute } from "@hono/zod-openapi";
import { SignInView } from "@openlock/api";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const common = { tags: ["Account"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/me/sign-ins",
  summary: "Where the caller is signed in",
  responses: {
    200: jsonResponse(z.object({ signIns: z.array(SignInView) }), "The last used first"),
    default: PROBLEM,
  },
});

const endOne = createRoute({
  ...common,
  method: "delete",
  path: "/api/me/sign-ins/{id}",
  summary: "Ends a sign-in of the caller's, its access tokens too, at once",
  request: { params },
  responses: { 204: { description: "Ended" }, default: PROBLEM },
});

const endOthers = createRoute({
  ...common,
  method: "delete",
  path: "/api/me/sign-ins",
  summary: "Ends all sign-ins of the caller's but the one that asks",
  responses: { 204: { description: "Ended" }, default: PROBLEM },
});

export function signInsRoutes(services: Services, { sessions }: Identity) {
  return relayRouter()
    .openapi(list, async (c) => {
      const { personId, familyId } = c.var.caller;
      const families = await sessions.of(personId);
      const signIns = families.map(({ id, userAgent, ip, createdAt, lastUsedAt }) => ({
        id,
        userAgent,
        ...(ip === undefined ? {} : { ip }),
        signedInAt: createdAt,
        lastUsedAt,
        current: id === familyId,
      }));
      return c.json({ signIns }, 200);
    })
    .openapi(endOne, async (c) => {
      const { id } = c.req.valid("param");
      await audited(services, { ...askedBy(c), action: "session.end" }, async () => {
        if (await sessions.endOne(c.var.caller.personId, id)) return;
        throw new ProblemError("not-found", "You have no such sign-in. It may have ended already.");
      });
      return c.body(null, 204);
    })
    .openapi(endOthers, async (c) => {
      const { personId, familyId } = c.var.caller;
      await audited(services, { ...askedBy(c), action: "session.end-others" }, () =>
        sessions.endOthers(personId, familyId),
      );
      return c.body(null, 204);
    });
}
