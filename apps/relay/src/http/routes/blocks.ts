import { isIP } from "node:net";
import { createRoute } from "@hono/zod-openapi";
import { BlockedNetwork } from "@openlock/api";
import { z } from "zod";
import type { BlockedNetworks } from "../../blocking/blocked-networks.ts";
import type { Identity } from "../../identity/identity.ts";
import { requireAllDoors } from "../../identity/manage-people.ts";
import { networkOf } from "../../net/network.ts";
import { askedBy, audited } from "../audited.ts";
import type { Services } from "../context.ts";
import { BEARER, jsonResponse } from "../json.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const LISTED_MAX = 500;
const common = { tags: ["Blocked networks"], security: BEARER };

const list = createRoute({
  ...common,
  method: "get",
  path: "/api/blocks",
  summary: `Networks that are kept out for a while; at most ${LISTED_MAX}`,
  responses: {
    200: jsonResponse(z.object({ blocks: z.array(BlockedNetwork) }), "Those that end last come first"),
    default: PROBLEM,
  },
});

const lift = createRoute({
  ...common,
  method: "delete",
  path: "/api/blocks/{address}",
  summary: "Lets a network in again, named by any of its addresses",
  request: {
    params: z.object({
      address: z.string().refine((text) => isIP(text) !== 0, "an IPv4 or IPv6 address"),
    }),
  },
  responses: { 204: { description: "Lifted" }, default: PROBLEM },
});

export function blockRoutes(services: Services, identity: Identity, blocks: BlockedNetworks) {
  return relayRouter()
    .openapi(list, async (c) => c.json({ blocks: [...(await blocks.list(LISTED_MAX))] }, 200))
    .openapi(lift, async (c) => {
      const network = networkOf(c.req.valid("param").address);
      // Whom a network reaches nobody knows; it is about all doors.
      requireAllDoors(identity, c, "network.unblock");
      await audited(services, { ...askedBy(c), action: "network.unblock", detail: { network } }, async () => {
        if (!(await blocks.lift(network))) {
          throw new ProblemError("not-found", "This network is not blocked.");
        }
      });
      return c.body(null, 204);
    });
}
