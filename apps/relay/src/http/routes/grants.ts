import { createRoute } from "@hono/zod-openapi";
import { GrantPage, GrantView, NewDoor, NewGrant, RevocationReport } from "@openlock/api";
import { thumbprint } from "@openlock/protocol";
import { z } from "zod";
import { inScope } from "../../events/feed.ts";
import { acceptGrant, requireGuestly } from "../../grants/accept.ts";
import { toGrantView } from "../../grants/views.ts";
import type { OwnerKey, StoredGrant } from "../../records/grant-records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Caller, Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { PageQuery, pageOf, toPage } from "../paging.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const door = z.object({ id: NewDoor.shape.id });
const grant = door.extend({ jti: GrantView.shape.jti });
const filters = PageQuery.extend({
  kid: GrantView.shape.kid.optional(),
  /** Only those that have not ended and whose revocation nobody has asked for. */
  usable: z.enum(["true", "false"]).default("false"),
});
const common = { tags: ["Grants"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/doors/{id}/grants",
  summary: "A door's grants, newest first, and what the relay knows of each",
  request: { params: door, query: filters.extend({ person: z.string().min(1).max(64).optional() }) },
  responses: { 200: jsonResponse(GrantPage, "A page"), default: PROBLEM },
});

const all = createRoute({
  ...common,
  method: "get",
  path: "/api/grants",
  summary: "Grants of all the caller's doors, newest first: of one key, or those that are being taken back",
  request: {
    query: filters.extend({
      /** Only those whose revocation was asked for and that no door has confirmed. */
      revoking: z.enum(["true", "false"]).default("false"),
    }),
  },
  responses: { 200: jsonResponse(GrantPage, "A page"), default: PROBLEM },
});

const give = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grants",
  summary:
    "Stores a grant that an owner key has signed: for the person and key of a request about any door, or for a guest, who has a link and no account",
  request: { params: door, body: jsonBody(NewGrant) },
  responses: { 201: jsonResponse(GrantView, "Stored"), default: PROBLEM },
});

const own = createRoute({
  ...common,
  method: "get",
  path: "/api/me/grants",
  summary: "The caller's own grants, newest first",
  request: { query: filters.extend({ door: NewDoor.shape.id.optional() }) },
  responses: { 200: jsonResponse(GrantPage, "A page"), default: PROBLEM },
});

const revoke = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grants/{jti}/revocation",
  summary:
    "Writes down that a grant is to be revoked, and refuses early from now on. The door takes it until it has confirmed a sealed revoke",
  request: { params: grant },
  responses: { 200: jsonResponse(GrantView, "Asked for"), default: PROBLEM },
});

const confirm = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/grants/{jti}/revocation/confirm",
  summary:
    "Reports that the door has confirmed, sealed, a revoke of this grant. The relay checks that it forwarded that command and that the door answered 200; it cannot read what it said",
  request: { params: grant, body: jsonBody(RevocationReport) },
  responses: { 200: jsonResponse(GrantView, "Written down"), default: PROBLEM },
});

export function grantRoutes(services: Services) {
  const { records, now } = services;

  const find = async (door: string, jti: string) => {
    const found = await records.grants.byJti(door, jti);
    if (!found) throw grantUnknown();
    return found;
  };
  const view = async (grant: StoredGrant) =>
    toGrantView(grant, await records.ownerKeys.list(grant.door), now());

  return relayRouter()
    .openapi(list, async (c) => {
      const { id: door } = c.req.valid("param");
      const { limit, before, kid, usable, person } = c.req.valid("query");
      const found = await records.grants.list({
        ...{ door, ...pageOf({ limit, before }) },
        ...(kid === undefined ? {} : { kid }),
        ...(person === undefined ? {} : { personId: person }),
        ...(usable === "true" ? { usableAt: Math.floor(now() / 1000) } : {}),
      });
      return c.json(viewOf(found, limit, await records.ownerKeys.list(door), now()), 200);
    })
    .openapi(all, async (c) => {
      const { limit, before, kid, usable, revoking } = c.req.valid("query");
      const found = await records.grants.list({
        ...{ doors: c.var.caller.doors, ...pageOf({ limit, before }) },
        ...(kid === undefined ? {} : { kid }),
        ...(usable === "true" ? { usableAt: Math.floor(now() / 1000) } : {}),
        ...(revoking === "true" ? { revokingAt: Math.floor(now() / 1000) } : {}),
      });
      // What the keys that signed are called is on each door's own page.
      return c.json(viewOf(found, limit, [], now()), 200);
    })
    .openapi(give, async (c) => {
      const { id: door } = c.req.valid("param");
      const wish = c.req.valid("json");
      const { caller } = c.var;
      if (!(await records.doors.byId(door))) {
        throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
      }
      const to =
        "guest" in wish ? { label: wish.guest } : await holderOf(services, wish.request, door, caller);
      const ownerKeys = await records.ownerKeys.list(door);
      const { kid: ownerKid, payload } = await acceptGrant(wish.grant, { door, ...to }, ownerKeys, now());
      if ("guest" in wish) requireGuestly(payload);
      const { jti, nbf, exp, commands, cnf } = payload;
      const kid = await thumbprint(cnf.jwk);
      const detail = {
        ...{ jti, kid, person: to.label, commands: commands.join(" "), exp },
        ...("guest" in wish ? { guest: true } : {}),
      };
      const doing = { ...askedBy(c), action: "grant.give", door, detail };
      const stored = await audited(services, doing, async () => {
        const outcome = await records.grants.create({
          ...{ jti, door, kid, ownerKid, jws: wish.grant, nbf, exp, at: now(), approvedBy: caller.label },
          ...("personId" in to ? { personId: to.personId } : {}),
          personLabel: to.label,
        });
        if (outcome === "done") return find(door, jti);
        throw new ProblemError("conflict", "There is a grant with this jti already. Sign another one.");
      });
      return c.json(toGrantView(stored, ownerKeys, now()), 201);
    })
    .openapi(own, async (c) => {
      const { limit, before, kid, usable, door } = c.req.valid("query");
      const found = await records.grants.list({
        ...{ personId: c.var.caller.personId, ...pageOf({ limit, before }) },
        ...(kid === undefined ? {} : { kid }),
        ...(door === undefined ? {} : { door }),
        ...(usable === "true" ? { usableAt: Math.floor(now() / 1000) } : {}),
      });
      // Whose the owner keys are is for whoever manages the door.
      return c.json(viewOf(found, limit, [], now()), 200);
    })
    .openapi(revoke, async (c) => {
      const { id: door, jti } = c.req.valid("param");
      const { kid, personLabel } = await find(door, jti);
      const detail = { jti, kid, person: personLabel };
      const asked = await audited(
        services,
        { ...askedBy(c), action: "grant.revoke", door, detail },
        async () => {
          const done = await records.grants.askRevocation(door, jti, { at: now(), by: c.var.caller.label });
          if (!done) throw grantUnknown();
          return done;
        },
      );
      return c.json(await view(asked), 200);
    })
    .openapi(confirm, async (c) => {
      const { id: door, jti } = c.req.valid("param");
      const { command } = c.req.valid("json");
      const { kid, personLabel } = await find(door, jti);
      await requireAnswered(services, door, command);
      const detail = { jti, kid, person: personLabel, command };
      const doing = { ...askedBy(c), action: "grant.revoke-confirm", door, detail };
      const confirmed = await audited(services, doing, async () => {
        const done = await records.grants.confirmRevocation(door, jti, { at: now(), command });
        if (!done)
          throw new ProblemError("conflict", "Nobody has asked to revoke this grant. Do that first.");
        return done;
      });
      return c.json(await view(confirmed), 200);
    });
}

/**
 * The person and the key of a request, for another door than the one that it is about.
 *
 * @throws {ProblemError} `not-found`, `conflict`
 */
async function holderOf({ records }: Services, request: number, door: string, caller: Caller) {
  const asked = await records.grantRequests.byId(request);
  if (!asked || !inScope(caller.doors, asked.door)) {
    throw new ProblemError("not-found", "There is no such request for your doors.");
  }
  const person = await records.people.byId(asked.personId);
  if (!person || !inScope(person.doors, door)) {
    throw new ProblemError(
      "conflict",
      "This person may not use that door. Give it to them under People first.",
    );
  }
  return { personId: person.id, label: asked.personLabel, kid: asked.kid };
}

/** Of the report this much can be checked: such a command went to the door, and the door answered 200. */
async function requireAnswered({ records }: Services, door: string, command: string): Promise<void> {
  const rows = await records.audit.list({ refs: [command], limit: 10 });
  if (rows.some((row) => row.door === door && row.action === "command.send" && row.outcome === "done"))
    return;
  throw new ProblemError(
    "conflict",
    "No command with this jti was answered with 200 by this door. Send the revocation to the door first.",
  );
}

function viewOf(
  found: readonly StoredGrant[],
  limit: number,
  ownerKeys: readonly OwnerKey[],
  now: number,
): GrantPage {
  const { page, ...next } = toPage(found, limit, ({ seq }) => seq);
  return { grants: page.map((grant) => toGrantView(grant, ownerKeys, now)), ...next };
}

function grantUnknown(): ProblemError {
  return new ProblemError("not-found", "There is no such grant for this door.");
}
