import { createRoute } from "@hono/zod-openapi";
import { NewDoor, NewOwnerKey, OwnerKeyView } from "@openlock/api";
import { z } from "zod";
import { inScope } from "../../events/feed.ts";
import { readPublicKey } from "../../grants/accept.ts";
import type { OwnerKey } from "../../records/grant-records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** As many as a device keeps. */
const OWNER_KEYS_MAX = 8;

const door = z.object({ id: NewDoor.shape.id });
const common = { tags: ["Grants"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/doors/{id}/owner-keys",
  summary: "What the relay was told of the door's owner keys; the door has its own list, which alone counts",
  request: { params: door },
  responses: {
    200: jsonResponse(z.object({ keys: z.array(OwnerKeyView) }), "Oldest first"),
    default: PROBLEM,
  },
});

const doorsOf = createRoute({
  ...common,
  method: "get",
  path: "/api/owner-keys/{kid}/doors",
  summary: "The caller's doors that a key owns, as far as the relay was told",
  request: { params: z.object({ kid: OwnerKeyView.shape.kid }) },
  responses: {
    200: jsonResponse(z.object({ doors: z.array(NewDoor.shape.id) }), "Their Door IDs"),
    default: PROBLEM,
  },
});

const add = createRoute({
  ...common,
  method: "post",
  path: "/api/doors/{id}/owner-keys",
  summary: "Writes down an owner key that the door was given by configure, or another name for one",
  request: { params: door, body: jsonBody(NewOwnerKey) },
  responses: { 201: jsonResponse(OwnerKeyView, "Written down"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/doors/{id}/owner-keys/{kid}",
  summary: "Forgets an owner key; at the door it counts until configure has taken it off",
  request: { params: door.extend({ kid: OwnerKeyView.shape.kid }) },
  responses: { 204: { description: "Forgotten" }, default: PROBLEM },
});

export function ownerKeyRoutes(services: Services) {
  const { records, now } = services;
  return relayRouter()
    .openapi(list, async (c) => {
      const { id } = c.req.valid("param");
      return c.json({ keys: (await records.ownerKeys.list(id)).map(toView) }, 200);
    })
    .openapi(doorsOf, async (c) => {
      const doors = await records.ownerKeys.doorsOf(c.req.valid("param").kid);
      return c.json({ doors: doors.filter((door) => inScope(c.var.caller.doors, door)) }, 200);
    })
    .openapi(add, async (c) => {
      const { id: door } = c.req.valid("param");
      const { name, ...body } = c.req.valid("json");
      if (!(await records.doors.byId(door))) {
        throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
      }
      const { key, kid } = await readPublicKey(body.key);
      const owner = { kid, key, name, at: now() };
      const doing = { ...askedBy(c), action: "owner-key.add", door, detail: { kid, name } };
      await audited(services, doing, async () => {
        const known = await records.ownerKeys.list(door);
        if (known.length >= OWNER_KEYS_MAX && !known.some((each) => each.kid === kid)) {
          throw new ProblemError(
            "conflict",
            `A door has at most ${OWNER_KEYS_MAX} owner keys. Remove one first.`,
          );
        }
        await records.ownerKeys.put(door, owner);
      });
      return c.json(toView(owner), 201);
    })
    .openapi(remove, async (c) => {
      const { id: door, kid } = c.req.valid("param");
      await audited(
        services,
        { ...askedBy(c), action: "owner-key.remove", door, detail: { kid } },
        async () => {
          if (await records.ownerKeys.remove(door, kid)) return;
          throw new ProblemError("not-found", "The relay knows no such owner key of this door.");
        },
      );
      return c.body(null, 204);
    });
}

function toView({ kid, key, name, at }: OwnerKey): OwnerKeyView {
  return { kid, key: { ...key }, name, at };
}
