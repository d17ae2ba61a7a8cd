import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Identity } from "../../identity/identity.ts";
import { jsonResponse } from "../json.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const Jwk = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal("ES256"),
  use: z.literal("sig"),
});

const route = createRoute({
  method: "get",
  path: "/.well-known/jwks.json",
  tags: ["Sign-in"],
  summary:
    "The keys that access tokens are signed with (RFC 7517), those of before too while their tokens last",
  responses: { 200: jsonResponse(z.object({ keys: z.array(Jwk) }), "The newest first"), default: PROBLEM },
});

export function jwksRoutes(identity: Identity) {
  return relayRouter().openapi(route, async (c) => {
    const keys = z.array(Jwk).parse((await identity.signingKeys.jwks()).keys);
    c.header("cache-control", "public, max-age=60");
    return c.json({ keys }, 200);
  });
}
