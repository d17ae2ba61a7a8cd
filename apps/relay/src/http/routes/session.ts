import { createRoute } from "@hono/zod-openapi";
import { PersonView, Session } from "@openlock/api";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt, refreshLimits } from "../../identity/limits.ts";
import { websiteOf } from "../../identity/origin.ts";
import { clearRefreshCookie, refreshCookie, setRefreshCookie } from "../../identity/refresh-cookie.ts";
import { toPersonView } from "../../identity/sessions.ts";
import type { AuditActor, Person } from "../../records/records.ts";
import { askerOf } from "../asker.ts";
import { callerPerson } from "../caller.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { type Offence, ProblemError } from "../problem.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const refresh = createRoute({
  method: "post",
  path: "/api/session/refresh",
  tags: ["Sign-in"],
  summary: "A new access token, and a new refresh token in the cookie; the old one is not good any more",
  responses: { 200: jsonResponse(Session, "The session, renewed"), default: PROBLEM },
});

const end = createRoute({
  method: "delete",
  path: "/api/session",
  tags: ["Sign-in"],
  summary: "Signs out: ends the sign-in that the refresh cookie belongs to, and its access tokens",
  responses: { 204: { description: "There is no session any more" }, default: PROBLEM },
});

const me = createRoute({
  method: "get",
  path: "/api/me",
  tags: ["Sign-in"],
  summary: "Who is signed in",
  security: BEARER,
  responses: { 200: jsonResponse(PersonView, "The caller"), default: PROBLEM },
});

export function sessionRoutes(services: Services, identity: Identity) {
  const { config, journal, records, now } = services;
  const relayUrl = config.OPENLOCK_URL;
  return relayRouter()
    .openapi(refresh, async (c) => {
      const website = await websiteOf(c, identity.websites, relayUrl);
      const { ip } = c.var;
      await countAttempt(services, refreshLimits(ip), tellQuotas(c));
      const token = refreshCookie(c, { relayUrl, website });
      // Every page that nobody is signed in at asks once.
      if (token === undefined) throw signInAnew("bare");
      const answer = await identity.sessions.refresh(token, askerOf(c), website);
      if (answer.outcome === "refreshed") {
        setRefreshCookie(c, answer.signedIn.refreshToken, { relayUrl, website });
        return c.json(answer.signedIn.session, 200);
      }
      if (answer.outcome === "reused") {
        const { person } = answer;
        identity.refuse({
          actor: person ? personActor(person) : { kind: "anonymous" },
          ip,
          action: "session.refresh",
          code: "refresh-token-reused",
        });
      }
      throw signInAnew();
    })
    .openapi(end, async (c) => {
      const website = await websiteOf(c, identity.websites, relayUrl);
      const { ip } = c.var;
      await countAttempt(services, refreshLimits(ip), tellQuotas(c));
      const token = refreshCookie(c, { relayUrl, website });
      const person = token === undefined ? undefined : await identity.sessions.end(token, website);
      clearRefreshCookie(c, { relayUrl, website });
      if (person) {
        await journal.write({
          at: now(),
          actor: personActor(person),
          ip,
          action: "sign-out",
          outcome: "done",
        });
      }
      return c.body(null, 204);
    })
    .openapi(me, async (c) => {
      return c.json(toPersonView(await callerPerson(records, c)), 200);
    });
}

function personActor({ id, name }: Person): AuditActor {
  return { kind: "person", id, label: name };
}

function signInAnew(offence: Offence = "full"): ProblemError {
  return new ProblemError("unauthenticated", "There is no session any more. Sign in.", { offence });
}
