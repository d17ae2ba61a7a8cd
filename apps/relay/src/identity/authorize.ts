import { DoorId } from "@openlock/protocol";
import type { Context, MiddlewareHandler } from "hono";
import { requireScope } from "../admission/admit.ts";
import { askedBy } from "../http/audited.ts";
import type { Caller, Principal, RelayEnv } from "../http/context.ts";
import { type Offence, ProblemError } from "../http/problem.ts";
import type { ApiKey } from "../records/partners.ts";
import { API_KEY_PREFIX, ApiKeys } from "./api-keys.ts";
import { allowedMethods, type FoundPermission, findPermission } from "./find-permission.ts";
import type { Identity } from "./identity.ts";
import { isAddressOf, isOwnOrigin } from "./origin.ts";
import type { Permission, RoleGrant } from "./permissions.ts";

/** Of an `Origin` that is written down: longer than any host name. */
const ORIGIN_MAX = 300;

/**
 * Lets a request through that the permission table allows, and sets `principal`, and for people `caller`, where it names
 * roles; for guests `guest`. Everything else is a problem, and what people and programs were refused is written down.
 *
 * @param relayUrl the address that people use, where it is configured
 */
export function authorize(identity: Identity, relayUrl?: string): MiddlewareHandler<RelayEnv> {
  return async (c, next) => {
    // Hono answers HEAD with the GET route.
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    const found = findPermission(method, c.req.path);
    if (!found) throw notInTable(c.req.path);
    const { permission } = found;
    const { who } = permission;
    const proof = c.req.header("dpop");
    if (who === "guest" || (permission.guests && proof !== undefined && bearerToken(c) === undefined)) {
      const guest = await identity.guests.authenticate({
        ...{ proof: proof ?? "", method, ip: c.var.ip },
        isHere: (url) => isAddressOf(c, url, relayUrl),
      });
      c.set("principal", guest.principal);
      c.set("guest", guest);
      if (permission.guests) {
        requireOrWrite(identity, c, found, () => identity.guests.requireOpen(guest, found.id ?? ""));
      }
    } else if (typeof who === "object") {
      const token = bearerToken(c);
      if (token?.startsWith(API_KEY_PREFIX)) {
        const key = await requireApiKey(c, identity, token);
        const principal = principalOf(key);
        c.set("principal", principal);
        requireOrWrite(identity, c, found, () => requireKeyGrant(c, key, principal, found));
      } else {
        const caller = await requireCaller(c, identity, token);
        c.set("principal", caller);
        c.set("caller", caller);
        requireOrWrite(identity, c, found, () => {
          requireOrigin(c, caller, permission, relayUrl);
          requireGrant(caller, who, found.id);
        });
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

function bearerToken(c: Context<RelayEnv>): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

async function requireCaller(
  c: Context<RelayEnv>,
  identity: Identity,
  token: string | undefined,
): Promise<Caller> {
  const caller = token === undefined ? undefined : await identity.authenticate(token);
  // A page that slept past the end of its session tries nothing that it might not.
  if (caller === "ended") throw badToken(c, "mild");
  if (caller === undefined) throw badToken(c, c.req.header("authorization") === undefined ? "bare" : "full");
  return caller;
}

async function requireApiKey(c: Context<RelayEnv>, identity: Identity, token: string): Promise<ApiKey> {
  const key = await identity.apiKeys.find(token);
  // A server goes on asking with a key that was revoked; and nobody guesses 256 bits.
  if (!key) throw badToken(c, ApiKeys.isOne(token) ? "mild" : "full");
  return key;
}

function badToken(c: Context<RelayEnv>, offence: Offence): ProblemError {
  // RFC 6750, section 3.
  const challenge = c.req.header("authorization") === undefined ? "Bearer" : 'Bearer error="invalid_token"';
  return new ProblemError(
    "unauthenticated",
    "Sign in first: there is no access token, or it is not good any more.",
    {
      headers: { "www-authenticate": challenge },
      offence,
    },
  );
}

function requireOrWrite(
  identity: Identity,
  c: Context<RelayEnv>,
  found: FoundPermission,
  check: () => void,
): void {
  try {
    check();
  } catch (error) {
    if (error instanceof ProblemError) writeRefusal(identity, c, found, error);
    throw error;
  }
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

/**
 * A token is good at the origin that it was made for, and nowhere else. What a browser's CORS does is to keep answers
 * from pages; it keeps no program from asking.
 */
function requireOrigin(
  c: Context<RelayEnv>,
  { website }: Caller,
  permission: Permission,
  relayUrl: string | undefined,
): void {
  const isRight = website === undefined ? isOwnOrigin(c, relayUrl) : c.req.header("origin") === website;
  if (!isRight) {
    throw new ProblemError(
      "forbidden",
      "This access token is for pages of another origin than the one that asks. Sign in there.",
    );
  }
  if (website !== undefined && permission.websites !== true) {
    throw new ProblemError("forbidden", "This is not for websites. Open the relay's own page.");
  }
}

function principalOf({ id, name, doors }: ApiKey): Principal {
  return { actor: { kind: "api-key", id, label: name }, doors, credential: id };
}

function requireKeyGrant(
  c: Context<RelayEnv>,
  { uses }: ApiKey,
  principal: Principal,
  { permission: { apiKeys }, id }: FoundPermission,
): void {
  if (c.req.header("origin") !== undefined) {
    throw new ProblemError(
      "forbidden",
      "An API key is for a program on a server. Whoever opens a page can read what is in it: revoke this key.",
      // Whose browser it is has done nothing wrong.
      { offence: "mild" },
    );
  }
  if (apiKeys === undefined || !uses.includes(apiKeys)) {
    throw new ProblemError("forbidden", "This API key is not for that. An admin can make another one.");
  }
  requireScope(principal, id ?? "");
}

function writeRefusal(
  identity: Identity,
  c: Context<RelayEnv>,
  { permission, id }: FoundPermission,
  error: ProblemError,
): void {
  const isDoor = permission.path.startsWith("/api/doors/") && DoorId.safeParse(id).success;
  const { website } = c.var.principal;
  const origin = c.req.header("origin")?.slice(0, ORIGIN_MAX);
  const detail = {
    ...(website === undefined ? {} : { website }),
    ...(origin === undefined ? {} : { origin }),
  };
  identity.refuse({
    ...askedBy(c),
    action: permission.action ?? `${permission.method} ${permission.path}`,
    ...(isDoor && id !== undefined ? { door: id } : {}),
    code: error.problem,
    ...(Object.keys(detail).length === 0 ? {} : { detail }),
  });
}
