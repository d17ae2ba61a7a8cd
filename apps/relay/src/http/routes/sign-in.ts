import { createRoute } from "@hono/zod-openapi";
import { CodeRequest, Session, SignIn } from "@openlock/api";
import { beginAttempt } from "../../identity/attempts.ts";
import type { Identity } from "../../identity/identity.ts";
import { codeRequestLimits, countAttempt, signInLimits } from "../../identity/limits.ts";
import { websiteToSignInAt } from "../../identity/origin.ts";
import { setRefreshCookie } from "../../identity/refresh-cookie.ts";
import { askerOf } from "../asker.ts";
import type { Services } from "../context.ts";
import { jsonBody, jsonResponse } from "../json.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const requestCode = createRoute({
  method: "post",
  path: "/api/sign-in/code",
  tags: ["Sign-in"],
  summary: "Mails a six-digit code, if the address is somebody's; the answer is the same if not",
  request: { body: jsonBody(CodeRequest) },
  responses: { 202: { description: "If the address is known, a mail is on its way" }, default: PROBLEM },
});

const signIn = createRoute({
  method: "post",
  path: "/api/sign-in",
  tags: ["Sign-in"],
  summary: "Signs in with the code of the newest mail",
  request: { body: jsonBody(SignIn) },
  responses: {
    200: jsonResponse(Session, "The session; the refresh token is in a cookie"),
    default: PROBLEM,
  },
});

export function signInRoutes(services: Services, identity: Identity) {
  const relayUrl = services.config.OPENLOCK_URL;
  return relayRouter()
    .openapi(requestCode, async (c) => {
      const { email, website: wanted } = c.req.valid("json");
      const { ip } = c.var;
      const website = await websiteToSignInAt(c, identity.websites, relayUrl, wanted);
      const browser = identity.browsers.find(c, email, { relayUrl, website });
      await countAttempt(services, codeRequestLimits(email, ip, browser), tellQuotas(c));
      identity.codes.request({ email, browser, ip, website: website?.origin }, askerOf(c).language);
      return c.body(null, 202);
    })
    .openapi(signIn, async (c) => {
      const { email, code, website: wanted } = c.req.valid("json");
      const { ip } = c.var;
      const website = await websiteToSignInAt(c, identity.websites, relayUrl, wanted);
      const browser = identity.browsers.find(c, email, { relayUrl, website });
      await countAttempt(services, signInLimits(ip), tellQuotas(c));
      const attempt = await beginAttempt(services, { email, browser, ip });
      const person = await identity.codes.take({ email, browser, ip, website: website?.origin }, code);
      await attempt.succeeded();
      const { session, refreshToken } = await identity.signIn(person, { ...askerOf(c), website });
      setRefreshCookie(c, refreshToken, { relayUrl, website });
      identity.browsers.remember(c, email, { relayUrl, website });
      return c.json(session, 200);
    });
}
