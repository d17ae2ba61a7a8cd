import { createRoute } from "@hono/zod-openapi";
import {
  GrantApproval,
  GrantRefusalReason,
  GrantRequestPage,
  GrantRequestView,
  GrantView,
  NewDoor,
  NewGrantRequest,
} from "@openlock/api";
import { z } from "zod";
import { acceptGrant, readPublicKey } from "../../grants/accept.ts";
import { toGrantView, toRequestView } from "../../grants/views.ts";
import type { GrantRequest } from "../../records/grant-records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { PageQuery, pageOf, toPage } from "../paging.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** Open requests that one person may have. */
const OPEN_MAX = 20;

const door = z.object({ id: NewDoor.shape.id });
const request = door.extend({ request: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const query = PageQuery.extend({ state: GrantRequestView.shape.state.optional() });
const common = { tags: ["Grants"], security: BEARER };

const ask = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grant-requests",
  summary: "Asks for a grant for a key; the same wish again is the same request",
  request: { params: door, body: jsonBody(NewGrantRequest) },
  responses: { 201: jsonResponse(GrantRequestView, "Asked"), default: PROBLEM },
});

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/grant-requests",
  summary: "Requests for the caller's doors, newest first",
  request: { query },
  responses: { 200: jsonResponse(GrantRequestPage, "A page"), default: PROBLEM },
});

const own = createRoute({
  ...common,
  method: "get",
  path: "/api/me/grant-requests",
  summary: "The caller's own requests, newest first",
  request: { query },
  responses: { 200: jsonResponse(GrantRequestPage, "A page"), default: PROBLEM },
});

const approve = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grant-requests/{request}/approve",
  summary: "Answers a request with a grant that an owner key has signed; the relay makes none itself",
  request: { params: request, body: jsonBody(GrantApproval) },
  responses: { 201: jsonResponse(GrantView, "Stored"), default: PROBLEM },
});

const refuse = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grant-requests/{request}/refuse",
  summary: "Refuses a request, and says why",
  request: { params: request, body: jsonBody(GrantRefusalReason) },
  responses: { 200: jsonResponse(GrantRequestView, "Refused"), default: PROBLEM },
});

export function grantRequestRoutes(services: Services) {
  const { records, now } = services;

  const find = async (door: string, id: number) => {
    const found = await records.grantRequests.byId(id);
    // One of another door looks like none: its id is nobody's business there.
    if (found?.door !== door) throw requestUnknown();
    return found;
  };

  return relayRouter()
    .openapi(ask, async (c) => {
      const { id: door } = c.req.valid("param");
      const { note, ...body } = c.req.valid("json");
      const { caller } = c.var;
      if (!(await records.doors.byId(door))) {
        throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
      }
      const { key, kid } = await readPublicKey(body.key);
      const doing = { ...askedBy(c), action: "grant.request", door, detail: { kid } };
      const made = await audited(services, doing, async () => {
        const wish = {
          door,
          kid,
          key,
          personId: caller.personId,
          personLabel: caller.label,
          note,
          at: now(),
        };
        const stored = await records.grantRequests.create(wish, OPEN_MAX);
        if (stored) return stored;
        throw new ProblemError(
          "conflict",
          `You have ${OPEN_MAX} open requests. Wait until somebody has decided on them.`,
        );
      });
      return c.json(toRequestView(made), 201);
    })
    .openapi(list, async (c) => {
      const { limit, state, ...page } = c.req.valid("query");
      const found = await records.grantRequests.list({
        ...{ ...pageOf({ limit, ...page }), doors: c.var.caller.doors },
        ...(state === undefined ? {} : { state }),
      });
      return c.json(viewOf(found, limit), 200);
    })
    .openapi(own, async (c) => {
      const { limit, state, ...page } = c.req.valid("query");
      const found = await records.grantRequests.list({
        ...{ ...pageOf({ limit, ...page }), personId: c.var.caller.personId },
        ...(state === undefined ? {} : { state }),
      });
      return c.json(viewOf(found, limit), 200);
    })
    .openapi(approve, async (c) => {
      const { id: door, request } = c.req.valid("param");
      const asked = await find(door, request);
      const ownerKeys = await records.ownerKeys.list(door);
      const jws = c.req.valid("json").grant;
      const { kid: ownerKid, payload } = await acceptGrant(jws, asked, ownerKeys, now());
      const { jti, nbf, exp, commands } = payload;
      const detail = { jti, kid: asked.kid, person: asked.personLabel, commands: commands.join(" "), exp };
      const stored = await audited(
        services,
        { ...askedBy(c), action: "grant.approve", door, detail },
        async () => {
          const approvedBy = c.var.caller.label;
          const grant = { jti, ownerKid, jws, nbf, exp, at: now(), approvedBy };
          requireDone(await records.grantRequests.approve(request, grant));
          return records.grants.byJti(door, jti);
        },
      );
      if (!stored) throw requestUnknown();
      return c.json(toGrantView(stored, ownerKeys, now()), 201);
    })
    .openapi(refuse, async (c) => {
      const { id: door, request } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const { kid, personLabel } = await find(door, request);
      const doing = {
        ...askedBy(c),
        action: "grant.refuse",
        door,
        detail: { kid, person: personLabel, reason },
      };
      await audited(services, doing, async () => {
        const by = c.var.caller.label;
        requireDone(await records.grantRequests.refuse(request, { reason, by, at: now() }));
      });
      return c.json(toRequestView(await find(door, request)), 200);
    });
}

function viewOf(found: readonly GrantRequest[], limit: number): GrantRequestPage {
  const { page, ...next } = toPage(found, limit, ({ id }) => id);
  return { requests: page.map(toRequestView), ...next };
}

function requireDone(outcome: "done" | "unknown" | "decided" | "jti-taken"): void {
  switch (outcome) {
    case "done":
      return;
    case "unknown":
      throw requestUnknown();
    case "decided":
      throw new ProblemError("conflict", "Somebody has decided on this request already. Read it again.");
    case "jti-taken":
      throw new ProblemError("conflict", "There is a grant with this jti already. Sign another one.");
  }
}

function requestUnknown(): ProblemError {
  return new ProblemError("not-found", "There is no such request for this door.");
}
