import { createRoute } from "@hono/zod-openapi";
import { NewReleaseKey, ReleaseKeyView } from "@openlock/api";
import { z } from "zod";
import { readPublicKey } from "../../grants/accept.ts";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import type { ReleaseKey } from "../../records/release-records.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

/** As many as a device keeps. */
const RELEASE_KEYS_MAX = 4;

const common = { tags: ["Updates"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/release-keys",
  summary:
    "Public halves of the keys that sign releases, for boards that are set up; each door has its own list",
  responses: {
    200: jsonResponse(z.object({ keys: z.array(ReleaseKeyView) }), "Oldest first"),
    default: PROBLEM,
  },
});

const add = createRoute({
  ...common,
  method: "post",
  path: "/api/release-keys",
  summary: "Writes down the public half of a release key, or another name for one",
  request: { body: jsonBody(NewReleaseKey) },
  responses: { 201: jsonResponse(ReleaseKeyView, "Written down"), default: PROBLEM },
});

const remove = createRoute({
  ...common,
  method: "delete",
  path: "/api/release-keys/{kid}",
  summary: "Forgets a release key; at a door it counts until configure has taken it off",
  request: { params: ReleaseKeyView.pick({ kid: true }) },
  responses: { 204: { description: "Forgotten" }, default: PROBLEM },
});

export function releaseKeyRoutes(services: Services, identity: Identity) {
  const { records, now } = services;
  return relayRouter()
    .openapi(list, async (c) => c.json({ keys: (await records.releases.keys()).map(toView) }, 200))
    .openapi(add, async (c) => {
      requireAllDoors(identity, c, "release-key.add");
      const { name, ...body } = c.req.valid("json");
      const { key, kid } = await readPublicKey(body.key);
      const added = { kid, key, name, at: now() };
      await audited(
        services,
        { ...askedBy(c), action: "release-key.add", detail: { kid, name } },
        async () => {
          if ((await records.releases.putKey(added, RELEASE_KEYS_MAX)) === "done") return;
          throw new ProblemError(
            "conflict",
            `A device keeps at most ${RELEASE_KEYS_MAX} release keys. Remove one first.`,
          );
        },
      );
      return c.json(toView(added), 201);
    })
    .openapi(remove, async (c) => {
      requireAllDoors(identity, c, "release-key.remove");
      const { kid } = c.req.valid("param");
      await audited(services, { ...askedBy(c), action: "release-key.remove", detail: { kid } }, async () => {
        if (await records.releases.removeKey(kid)) return;
        throw new ProblemError("not-found", "The relay knows no such release key.");
      });
      return c.body(null, 204);
    });
}

function toView({ kid, key, name, at }: ReleaseKey): ReleaseKeyView {
  return { kid, key: { ...key }, name, at };
}
