import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { isLoopback } from "../../net/network.ts";
import type { RelayEnv } from "../context.ts";
import { clientAddress } from "./client-address.ts";

/**
 * Gives each request its id and its caller's address, and logs how it ended. Only what is listed here reaches the
 * log: no query, header or body, for any of these may hold a secret.
 */
export function requestContext(log: Logger, trustedHops: number): MiddlewareHandler<RelayEnv> {
  const debug = log.isLevelEnabled("debug");
  let warned = false;
  return async (c, next) => {
    const { incoming, outgoing } = c.env;
    const requestId = randomUUID();
    const ip = clientAddress(incoming, trustedHops);
    if (!warned && trustedHops === 0 && isLoopback(ip) && incoming.headers["x-forwarded-for"] !== undefined) {
      warned = true;
      log.warn(
        "requests come through a proxy on this machine, and TRUST_PROXY is not set: everybody counts as one address",
      );
    }
    c.set("requestId", requestId);
    c.set("ip", ip);
    outgoing.setHeader("x-request-id", requestId);
    const started = performance.now();
    await next();
    const { status } = c.res;
    // What went well is in the history where it matters.
    if (status < 400 && !debug) return;
    const line = {
      requestId,
      ip,
      method: c.req.method,
      path: c.req.path.slice(0, 200),
      status,
      ms: Math.round(performance.now() - started),
    };
    if (status >= 500) log.error(line, "request failed");
    else if (status >= 400) log.info(line, "request refused");
    else log.debug(line, "request");
  };
}
