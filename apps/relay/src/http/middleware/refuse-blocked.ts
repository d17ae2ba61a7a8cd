import type { MiddlewareHandler } from "hono";
import type { BlockedNetworks } from "../../blocking/blocked-networks.ts";
import type { RelayEnv } from "../context.ts";

/** Whoever is blocked is told so before anything of the request is looked at. */
export function refuseBlocked(blocks: BlockedNetworks): MiddlewareHandler<RelayEnv> {
  return async (c, next) => {
    blocks.require(c.var.ip);
    await next();
  };
}
