import { createRoute } from "@hono/zod-openapi";
import {
  Acceptance,
  InvitationOffer,
  InvitationToken,
  InvitationView,
  NewInvitation,
  Session,
} from "@openlock/api";
import { z } from "zod";
import { beginAttempt } from "../../identity/attempts.ts";
import type { Identity } from "../../identity/identity.ts";
import { countAttempt, invitationLimits, signInLimits } from "../../identity/limits.ts";
import { doorsText, requireMayGrant, requireMayManage } from "../../identity/manage-people.ts";
import { setRefreshCookie } from "../../identity/refresh-cookie.ts";
import type { Site } from "../../identity/site.ts";
import type { Invitation } from "../../records/invitations.ts";
import { askerOf } from "../asker.ts";
import { askedBy, audited } from "../audited.ts";
import { callerPerson } from "../caller.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { tellQuotas } from "../rate-limit-headers.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const common = { tags: ["People"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/invitations",
  summary: "Invitations that nobody has accepted or withdrawn",
  responses: {
    200: jsonResponse(z.object({ invitations: z.array(InvitationView) }), "Newest first"),
    default: PROBLEM,
  },
});

const create = createRoute({
  ...common,
  method: "post",
  path: "/api/invitations",
  summary: "Invites somebody by mail, for seven days; they are nobody here until they accept",
  request: { body: jsonBody(NewInvitation) },
  responses: { 201: jsonResponse(InvitationView, "Mailed"), default: PROBLEM },
});

const send = createRoute({
  ...common,
  method: "post",
  path: "/api/invitations/{id}/send",
  summary: "Mails an invitation again, with a new link and in the caller's name; the link before is void",
  request: { params },
  responses: { 200: jsonResponse(InvitationView, "Mailed"), default: PROBLEM },
});

const withdraw = createRoute({
  ...common,
  method: "delete",
  path: "/api/invitations/{id}",
  summary: "Withdraws an invitation",
  request: { params },
  responses: { 204: { description: "Withdrawn" }, default: PROBLEM },
});

const read = createRoute({
  method: "post",
  path: "/api/invitations/read",
  tags: ["Sign-in"],
  summary: "What the link of a mail offers; the token is in a body, for addresses are logged",
  request: { body: jsonBody(InvitationToken) },
  responses: { 200: jsonResponse(InvitationOffer, "The offer"), default: PROBLEM },
});

const accept = createRoute({
  method: "post",
  path: "/api/invitations/accept",
  tags: ["Sign-in"],
  summary: "Accepts an invitation, once, and signs in",
  request: { body: jsonBody(Acceptance) },
  responses: {
    201: jsonResponse(Session, "The session; the refresh token is in a cookie"),
    default: PROBLEM,
  },
});

/** @param site known once the listeners are */
export function invitationRoutes(services: Services, identity: Identity, site: () => Site) {
  const { records, config } = services;
  const { invitations } = identity;

  const detailOf = ({ email, role, doors }: Pick<Invitation, "email" | "role" | "doors">) => ({
    email,
    role,
    doors: doorsText(doors),
  });

  return relayRouter()
    .openapi(list, async (c) => c.json({ invitations: [...(await invitations.list())] }, 200))
    .openapi(create, async (c) => {
      const asked = c.req.valid("json");
      const action = "invitation.create";
      requireMayGrant(identity, c, action, asked);
      const by = await callerPerson(records, c);
      await countAttempt(services, invitationLimits(by.id, asked.email));
      const made = await audited(services, { ...askedBy(c), action, detail: detailOf(asked) }, () =>
        invitations.create(asked, by, site().url),
      );
      return c.json(made, 201);
    })
    .openapi(send, async (c) => {
      const { id } = c.req.valid("param");
      const action = "invitation.send";
      const before = await invitations.find(id);
      requireMayGrant(identity, c, action, before);
      const by = await callerPerson(records, c);
      await countAttempt(services, invitationLimits(by.id, before.email));
      const sent = await audited(services, { ...askedBy(c), action, detail: detailOf(before) }, () =>
        invitations.send(id, by, site().url),
      );
      return c.json(sent, 200);
    })
    .openapi(withdraw, async (c) => {
      const { id } = c.req.valid("param");
      const action = "invitation.withdraw";
      const before = await invitations.find(id);
      requireMayManage(identity, c, action, before);
      await audited(services, { ...askedBy(c), action, detail: detailOf(before) }, () =>
        invitations.withdraw(id),
      );
      return c.body(null, 204);
    })
    .openapi(read, async (c) => {
      await countAttempt(services, signInLimits(c.var.ip), tellQuotas(c));
      return c.json(await invitations.offer(c.req.valid("json").token), 200);
    })
    .openapi(accept, async (c) => {
      const { token, name } = c.req.valid("json");
      const { ip } = c.var;
      await countAttempt(services, signInLimits(ip), tellQuotas(c));
      const attempt = await beginAttempt(services, { ip });
      const action = "invitation.accept";
      const actor = { kind: "anonymous" } as const;
      const offer = await invitations.offer(token).catch((error: unknown) => {
        if (error instanceof ProblemError) identity.refuse({ actor, ip, action, code: error.problem });
        throw error;
      });
      const detail = { email: offer.email, role: offer.role, invitedBy: offer.invitedBy };
      const person = await audited(services, { actor, ip, action, detail }, () =>
        invitations.accept(token, name),
      );
      await attempt.succeeded();
      const { session, refreshToken } = await identity.signIn(person, askerOf(c));
      const own = { relayUrl: config.OPENLOCK_URL, website: undefined };
      setRefreshCookie(c, refreshToken, own);
      identity.browsers.remember(c, person.email, own);
      return c.json(session, 201);
    });
}
