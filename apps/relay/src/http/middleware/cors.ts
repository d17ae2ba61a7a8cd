import type { MiddlewareHandler } from "hono";
import { findPermission } from "../../identity/find-permission.ts";
import type { Permission } from "../../identity/permissions.ts";
import type { Websites } from "../../websites/websites.ts";
import type { RelayEnv } from "../context.ts";

/** How long a browser may remember a preflight; the request itself is checked each time. */
const PREFLIGHT_SECONDS = 600;

/**
 * Tells browsers that pages of verified websites may read answers (CORS, in the Fetch standard): exactly those origins,
 * and only of routes that the permission table opens to them. It keeps nobody from asking: that is for `authorize`.
 * Everybody else gets no such header, on a preflight neither.
 */
export function cors(websites: Websites): MiddlewareHandler<RelayEnv> {
  return async (c, next) => {
    if (!c.req.path.startsWith("/api/")) return next();
    const { outgoing } = c.env;
    // Also without an `Origin`: what a cache has of such an answer is not for one that has it.
    outgoing.setHeader("vary", "Origin");
    const origin = c.req.header("origin");
    if (origin === undefined) return next();
    const preflight = c.req.method === "OPTIONS" ? c.req.header("access-control-request-method") : undefined;
    const method = preflight ?? c.req.method;
    const permission = findPermission(method === "HEAD" ? "GET" : method, c.req.path)?.permission;
    if (permission?.websites !== true || !(await websites.usable(origin))) return next();
    outgoing.setHeader("access-control-allow-origin", origin);
    if (hasCookie(permission)) outgoing.setHeader("access-control-allow-credentials", "true");
    if (preflight === undefined) {
      outgoing.setHeader(
        "access-control-expose-headers",
        "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id",
      );
      return next();
    }
    outgoing.setHeader("access-control-allow-methods", permission.method);
    outgoing.setHeader("access-control-allow-headers", "Authorization, Content-Type");
    outgoing.setHeader("access-control-max-age", String(PREFLIGHT_SECONDS));
    return c.body(null, 204);
  };
}

/** Whether the route sets a cookie or wants one: no other needs credentials. */
function hasCookie({ path, who }: Permission): boolean {
  return who === "refresh-cookie" || path.startsWith("/api/sign-in");
}
