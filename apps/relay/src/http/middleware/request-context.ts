import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { isLoopback } from "../../net/network.ts";
import type { RelayEnv } from "../context.ts";
import { clientAddress } from "./client-address.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Gives each request its id and its caller's address, and logs how it ended. A trusted proxy may have given the id
 * (`X-Request-Id`, a UUID), so that its log and this one can be read together. Only what is listed here reaches the
 * log: no query, header or body, for any of these may hold a secret.
 */
export function requestContext(log: Logger, trustedHops: number): MiddlewareHandler<RelayEnv> {
  const debug = log.isLevelEnabled("debug");
  let warned = false;
  return async (c, next) => {
    const { incoming, outgoing } = c.env;
    const requestId = (trustedHops > 0 && givenId(incoming.headers)) || randomUUID();
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

/** Nothing but a UUID: whatever else could be anybody's text in the log. */
function givenId({ "x-request-id": given }: IncomingHttpHeaders): string | undefined {
  return typeof given === "string" && UUID.test(given) ? given.toLowerCase() : undefined;
}
