import { createRoute } from "@hono/zod-openapi";
import { KeyRotation, SigningKeyView } from "@openlock/api";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import type { SigningKey } from "../../records/partners.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonBody, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const common = { tags: ["Signing keys"], security: BEARER };
const SigningKeys = z.object({ keys: z.array(SigningKeyView) });

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/signing-keys",
  summary: "The keys of access tokens; the first one signs",
  responses: { 200: jsonResponse(SigningKeys, "Newest first"), default: PROBLEM },
});

const rotate = createRoute({
  ...common,
  method: "post",
  path: "/api/signing-keys",
  summary: "Makes a new key for access tokens, now. It happens by itself every 30 days",
  request: { body: jsonBody(KeyRotation) },
  responses: { 201: jsonResponse(SigningKeys, "Newest first"), default: PROBLEM },
});

export function signingKeyRoutes(services: Services, { signingKeys }: Identity) {
  const { records } = services;
  const read = async () => ({ keys: (await records.signingKeys.list()).map(toView) });
  return relayRouter()
    .openapi(list, async (c) => c.json(await read(), 200))
    .openapi(rotate, async (c) => {
      const { previous } = c.req.valid("json");
      const doing = { ...askedBy(c), action: "signing-key.rotate", detail: { previous } };
      await audited(services, doing, async () => {
        if (await signingKeys.rotate(previous)) return;
        throw new ProblemError("conflict", "A new key was made a moment ago by somebody else. Look again.");
      });
      return c.json(await read(), 201);
    });
}

function toView({ kid, createdAt, retiredAt }: SigningKey): SigningKeyView {
  return { kid, createdAt, ...(retiredAt === undefined ? {} : { retiredAt }) };
}
