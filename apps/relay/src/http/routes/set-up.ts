import { createRoute } from "@hono/zod-openapi";
import { Session, SetUp } from "@openlock/api";
import { beginAttempt } from "../../identity/attempts.ts";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt, setUpLimits } from "../../identity/limits.ts";
import { setRefreshCookie } from "../../identity/refresh-cookie.ts";
import { askerOf } from "../asker.ts";
import type { Services } from "../context.ts";
import { jsonBody, jsonResponse } from "../json.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const setUp = createRoute({
  method: "post",
  path: "/api/setup",
  tags: ["Sign-in"],
  summary:
    "Makes the first owner, by the one-time link that the relay prints when it starts, and signs them in",
  request: { body: jsonBody(SetUp) },
  responses: {
    201: jsonResponse(Session, "The owner's session; the refresh token is in a cookie"),
    default: PROBLEM,
  },
});

export function setUpRoutes(services: Services, identity: Identity) {
  return relayRouter().openapi(setUp, async (c) => {
    const { ip } = c.var;
    await countAttempt(services, setUpLimits(ip), tellQuotas(c));
    const attempt = await beginAttempt(services, { ip });
    const owner = await identity.setUp.use(c.req.valid("json"), ip);
    await attempt.succeeded();
    const { session, refreshToken } = await identity.signIn(owner, askerOf(c));
    const own = { relayUrl: services.config.OPENLOCK_URL, website: undefined };
    setRefreshCookie(c, refreshToken, own);
    identity.browsers.remember(c, owner.email, own);
    return c.json(session, 201);
  });
}
