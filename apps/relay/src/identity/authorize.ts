import { DoorId } from "@openlock/protocol";
import type { Context, MiddlewareHandler } from "hono";
import { requireScope } from "../admission/admit.ts";
import { askedBy } from "../http/audited.ts";
import type { Caller, RelayEnv } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import { allowedMethods, type FoundPermission, findPermission } from "./find-permission.ts";
import type { Identity } from "./identity.ts";
import type { RoleGrant } from "./permissions.ts";

/**
 * Lets a request through that the permission table allows, and sets `caller` where it names roles. Everything else is
 * a problem, and what people were refused is written down.
 */
export function authorize(identity: Identity): MiddlewareHandler<RelayEnv> {
  return async (c, next) => {
    // Hono answers HEAD with the GET route.
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    const found = findPermission(method, c.req.path);
    if (!found) throw notInTable(c.req.path);
    const { who } = found.permission;
    if (typeof who === "object") {
      c.set("caller", await requireCaller(c, identity));
      try {
        requireGrant(c.var.caller, who, found.id);
      } catch (error) {
        if (error instanceof ProblemError) writeRefusal(identity, c, found, error);
        throw error;
      }
    }
    await next();
  };
}

function notInTable(path: string): ProblemError {
  const allowed = allowedMethods(path);
  if (allowed.length === 0) return new ProblemError("not-found", "There is nothing at this address.");
  const allow = allowed.includes("GET") ? [...allowed, "HEAD"] : allowed;
  return new ProblemError("method-not-allowed", "This address does not take this method.", {
    headers: { allow: allow.join(", ") },
  });
}

async function requireCaller(c: Context<RelayEnv>, identity: Identity): Promise<Caller> {
  const header = c.req.header("authorization");
  const token = header === undefined ? undefined : /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header)?.[1];
  const caller = token === undefined ? undefined : await identity.authenticate(token);
  if (caller && caller !== "ended") return caller;
  // RFC 6750, section 3.
  const challenge = header === undefined ? "Bearer" : 'Bearer error="invalid_token"';
  throw new ProblemError(
    "unauthenticated",
    "Sign in first: there is no access token, or it is not good any more.",
    {
      headers: { "www-authenticate": challenge },
      // A page that slept past the end of its session tries nothing that it might not.
      mild: caller === "ended",
    },
  );
}

function requireGrant(caller: Caller, grant: RoleGrant, door: string | undefined): void {
  if (!grant.roles.includes(caller.role)) {
    throw new ProblemError(
      "forbidden",
      `This is not for your role, which is ${caller.role}. An owner can change it.`,
    );
  }
  if (grant.door === "in-scope") requireScope(caller, door ?? "");
}

function writeRefusal(
  identity: Identity,
  c: Context<RelayEnv>,
  { permission, id }: FoundPermission,
  error: ProblemError,
): void {
  const isDoor = permission.path.startsWith("/api/doors/") && DoorId.safeParse(id).success;
  identity.refuse({
    ...askedBy(c),
    action: permission.action ?? `${permission.method} ${permission.path}`,
    ...(isDoor && id !== undefined ? { door: id } : {}),
    code: error.problem,
  });
}
