import { createRoute } from "@hono/zod-openapi";
import { ApiKeyView, NewApiKey, NewApiKeyAnswer } from "@openlock/api";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { doorsText, requireMayGrant } from "../../identity/manage-people.ts";
import type { ApiKey } from "../../records/partners.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const params = z.object({ id: z.string().min(1).max(64) });
const common = { tags: ["API keys"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/api-keys",
  summary: "API keys, without what they are used by",
  responses: { 200: jsonResponse(z.object({ keys: z.array(ApiKeyView) }), "Oldest first"), default: PROBLEM },
});

const create = createRoute({
  ...common,
  method: "post",
  path: "/api/api-keys",
  summary: "Makes an API key for a program on a server, for doors that are the caller's",
  request: { body: jsonBody(NewApiKey) },
  responses: { 201: jsonResponse(NewApiKeyAnswer, "The key is shown this once"), default: PROBLEM },
});

const revoke = createRoute({
  ...common,
  method: "delete",
  path: "/api/api-keys/{id}",
  summary: "Revokes an API key, at once",
  request: { params },
  responses: { 204: { description: "Revoked" }, default: PROBLEM },
});

export function apiKeyRoutes(services: Services, identity: Identity) {
  const { records, now } = services;
  return relayRouter()
    .openapi(list, async (c) => c.json({ keys: (await records.apiKeys.list()).map(toView) }, 200))
    .openapi(create, async (c) => {
      const { name, doors, uses, expiresAt } = c.req.valid("json");
      requireMayGrant(identity, c, "api-key.create", { doors });
      if (expiresAt !== undefined && expiresAt <= now()) {
        throw new ProblemError("malformed", "expiresAt: is in the past");
      }
      const detail = { name, uses: uses.join(" "), doors: doorsText(doors) };
      const made = await audited(services, { ...askedBy(c), action: "api-key.create", detail }, () =>
        identity.apiKeys.create({ name, doors, uses, ...(expiresAt === undefined ? {} : { expiresAt }) }),
      );
      return c.json({ ...toView(made.kept), key: made.key }, 201);
    })
    .openapi(revoke, async (c) => {
      const key = await records.apiKeys.byId(c.req.valid("param").id);
      if (!key) throw unknown();
      requireMayGrant(identity, c, "api-key.revoke", { doors: key.doors });
      const detail = { name: key.name };
      await audited(services, { ...askedBy(c), action: "api-key.revoke", detail }, async () => {
        if (!(await identity.apiKeys.revoke(key.id))) throw unknown();
      });
      return c.body(null, 204);
    });
}

function toView({ id, name, doors, uses, createdAt, expiresAt, lastUsedAt }: ApiKey): ApiKeyView {
  return {
    id,
    name,
    doors: doors.all ? doors : { all: false, ids: [...doors.ids] },
    uses: [...uses],
    createdAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
}

function unknown(): ProblemError {
  return new ProblemError("not-found", "There is no such API key. Somebody may have revoked it.");
}
