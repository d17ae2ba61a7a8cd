import { createRoute } from "@hono/zod-openapi";
import { PersonChange, PersonView } from "@openlock/api";
import { z } from "zod";
import { takeBackGrants } from "../../grants/take-back.ts";
import type { Identity } from "../../identity/identity.ts";
import { doorsText, requireMayGrant, requireMayManage } from "../../identity/manage-people.ts";
import { toPersonView } from "../../identity/sessions.ts";
import type { Person, PersonChangeOutcome } from "../../records/records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const common = { tags: ["People"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/people",
  summary: "Everybody",
  responses: { 200: jsonResponse(z.object({ people: z.array(PersonView) }), "Everybody"), default: PROBLEM },
});

const change = createRoute({
  ...common,
  method: "patch",
  path: "/api/people/{id}",
  summary: "Changes somebody; it holds at once. Another role ends their sessions. The last owner stays one",
  request: { params, body: jsonBody(PersonChange) },
  responses: { 200: jsonResponse(PersonView, "Changed"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/people/{id}",
  summary:
    "Removes somebody and ends their sessions, at once, and asks to revoke their grants. The last owner stays",
  request: { params },
  responses: { 204: { description: "Removed" }, default: PROBLEM },
});

export function peopleRoutes(services: Services, identity: Identity) {
  const { records, events } = services;

  const find = async (id: string) => {
    const person = await records.people.byId(id);
    if (!person) throw personUnknown();
    return person;
  };

  return relayRouter()
    .openapi(list, async (c) => {
      const people = await records.people.list();
      return c.json({ people: people.map(toPersonView) }, 200);
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      const { name, role, doors } = c.req.valid("json");
      const before = await find(id);
      requireMayManage(identity, c, "person.change", before);
      const rights = {
        ...(role === undefined ? {} : { role }),
        ...(doors === undefined ? {} : { doors }),
      };
      requireMayGrant(identity, c, "person.change", rights);
      const named = name === undefined ? {} : { name };
      const detail = {
        email: before.email,
        ...named,
        ...(role === undefined ? {} : { role }),
        ...(doors === undefined ? {} : { doors: doorsText(doors) }),
      };
      const person = await audited(services, { ...askedBy(c), action: "person.change", detail }, async () => {
        // Whether it may be done was decided for them as they were.
        const after = changed(await records.people.update(id, { ...named, ...rights }, before));
        // Another role wants another sign-in; other doors hold for the sessions that there are.
        if (after.role !== before.role) await records.signIn.endFamiliesOf(id);
        await identity.changed({ person: id });
        if (role !== undefined || doors !== undefined) events.endStreamsOf(id);
        return after;
      });
      return c.json(toPersonView(person), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const before = await find(id);
      requireMayManage(identity, c, "person.remove", before);
      const detail = { email: before.email, role: before.role };
      await audited(services, { ...askedBy(c), action: "person.remove", detail }, async () => {
        changed(await records.people.remove(id, before));
        await identity.changed({ person: id });
        events.endStreamsOf(id);
      });
      // They are out by now, whatever becomes of this.
      await takeBackGrants(services, id, { ...askedBy(c), label: c.var.caller.label });
      return c.body(null, 204);
    });
}

function changed(outcome: PersonChangeOutcome): Person {
  switch (outcome.outcome) {
    case "done":
      return outcome.person;
    case "unknown":
      throw personUnknown();
    case "changed":
      throw new ProblemError("conflict", "Somebody changed what they may do meanwhile. Look again.");
    case "last-owner":
      throw new ProblemError("last-owner", "This is the last owner. Make somebody else an owner first.");
  }
}

function personUnknown(): ProblemError {
  return new ProblemError("not-found", "There is no such person. Somebody may have removed them.");
}
