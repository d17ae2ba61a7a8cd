import type { ApiKeyUse, Role } from "@openlock/api";

/** Somebody signed in, by role; `door`: and only for a door in their scope, which the path names as `{id}`. */
export interface RoleGrant {
  readonly roles: readonly Role[];
  readonly door?: "in-scope";
}

/**
 * Who may ask: everybody; a device, which the route knows by its key or session token; the holder of a refresh cookie,
 * which the route checks; a guest, who proves their key; or people by role.
 */
export type Who = "everybody" | "device" | "refresh-cookie" | "guest" | RoleGrant;

export interface Permission {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As OpenAPI writes it. `/*` is every path that is not under `/api`. */
  readonly path: string;
  readonly who: Who;
  /** What a refusal is called in the audit. */
  readonly action?: string;
  /** Also from pages of verified websites, with tokens that were made for them: no more than such a page needs. */
  readonly websites?: true;
  /** Also by API keys that have this use. */
  readonly apiKeys?: ApiKeyUse;
  /** Also by guests, for doors where their access is open. */
  readonly guests?: true;
}

const EVERY_ROLE = ["owner", "admin", "staff", "auditor"] as const;
const MANAGERS = ["owner", "admin"] as const;
const READERS = ["owner", "admin", "auditor"] as const;
const COMMANDERS = ["owner", "admin", "staff"] as const;

const signedIn: Who = { roles: EVERY_ROLE };
const managers: Who = { roles: MANAGERS };
const commanders: Who = { roles: COMMANDERS };
const owners: Who = { roles: ["owner"] };
const readers: Who = { roles: READERS };
const door = (roles: readonly Role[]): Who => ({ roles, door: "in-scope" });

/**
 * Who may ask for what: every route of the relay, once. A route that is not here is refused to everybody;
 * `authorize` reads this table and nothing else.
 */
export const PERMISSIONS: readonly Permission[] = [
  { method: "GET", path: "/api/about", who: "everybody" },
  { method: "POST", path: "/api/setup", who: "everybody" },
  { method: "POST", path: "/api/sign-in/code", who: "everybody", websites: true },
  { method: "POST", path: "/api/sign-in", who: "everybody", websites: true },
  { method: "POST", path: "/api/sign-in/passkey/options", who: "everybody" },
  { method: "POST", path: "/api/sign-in/passkey", who: "everybody" },
  { method: "POST", path: "/api/session/refresh", who: "refresh-cookie", websites: true },
  { method: "DELETE", path: "/api/session", who: "refresh-cookie", websites: true },
  { method: "GET", path: "/api/me", who: signedIn, action: "me.read", websites: true },
  { method: "GET", path: "/api/me/sign-ins", who: signedIn, action: "session.list" },
  { method: "DELETE", path: "/api/me/sign-ins", who: signedIn, action: "session.end-others" },
  { method: "DELETE", path: "/api/me/sign-ins/{id}", who: signedIn, action: "session.end" },
  { method: "GET", path: "/api/me/passkeys", who: signedIn, action: "passkey.list" },
  { method: "POST", path: "/api/me/passkeys/options", who: signedIn, action: "passkey.options" },
  { method: "POST", path: "/api/me/passkeys", who: signedIn, action: "passkey.add" },
  { method: "PATCH", path: "/api/me/passkeys/{id}", who: signedIn, action: "passkey.rename" },
  { method: "DELETE", path: "/api/me/passkeys/{id}", who: signedIn, action: "passkey.remove" },

  { method: "GET", path: "/api/people", who: managers, action: "person.list" },
  { method: "PATCH", path: "/api/people/{id}", who: managers, action: "person.change" },
  { method: "DELETE", path: "/api/people/{id}", who: managers, action: "person.remove" },
  { method: "GET", path: "/api/invitations", who: managers, action: "invitation.list" },
  { method: "POST", path: "/api/invitations", who: managers, action: "invitation.create" },
  { method: "POST", path: "/api/invitations/{id}/send", who: managers, action: "invitation.send" },
  { method: "DELETE", path: "/api/invitations/{id}", who: managers, action: "invitation.withdraw" },
  { method: "POST", path: "/api/invitations/read", who: "everybody" },
  { method: "POST", path: "/api/invitations/accept", who: "everybody" },

  { method: "GET", path: "/api/doors", who: signedIn, action: "door.list", websites: true },
  { method: "POST", path: "/api/doors", who: managers, action: "door.create" },
  { method: "GET", path: "/api/doors/{id}", who: door(EVERY_ROLE), action: "door.read", websites: true },
  { method: "PATCH", path: "/api/doors/{id}", who: door(MANAGERS), action: "door.rename" },
  { method: "DELETE", path: "/api/doors/{id}", who: door(MANAGERS), action: "door.remove" },
  { method: "POST", path: "/api/doors/{id}/claim", who: door(MANAGERS), action: "door.claim" },
  { method: "POST", path: "/api/doors/{id}/move", who: door(MANAGERS), action: "door.move" },
  {
    method: "GET",
    path: "/api/doors/{id}/key",
    who: door(COMMANDERS),
    action: "door.key",
    websites: true,
    apiKeys: "key",
    guests: true,
  },
  {
    method: "POST",
    path: "/api/doors/{id}/commands",
    who: door(COMMANDERS),
    action: "command.send",
    websites: true,
    apiKeys: "commands",
    guests: true,
  },
  {
    method: "GET",
    path: "/api/doors/{id}/status",
    who: door(COMMANDERS),
    action: "door.status",
    websites: true,
    apiKeys: "status",
  },
  { method: "GET", path: "/api/doors/{id}/history", who: door(EVERY_ROLE), action: "door.history" },

  {
    method: "POST",
    path: "/api/doors/{id}/grant-requests",
    who: door(COMMANDERS),
    action: "grant.request",
  },
  {
    method: "POST",
    path: "/api/doors/{id}/grant-requests/{request}/approve",
    who: door(MANAGERS),
    action: "grant.approve",
  },
  {
    method: "POST",
    path: "/api/doors/{id}/grant-requests/{request}/refuse",
    who: door(MANAGERS),
    action: "grant.refuse",
  },
  { method: "GET", path: "/api/grant-requests", who: managers, action: "grant-request.list" },
  { method: "GET", path: "/api/me/grant-requests", who: commanders, action: "grant-request.mine" },
  { method: "GET", path: "/api/grants", who: managers, action: "grant.list" },
  { method: "GET", path: "/api/doors/{id}/grants", who: door(MANAGERS), action: "grant.list" },
  { method: "POST", path: "/api/doors/{id}/grants", who: door(MANAGERS), action: "grant.give" },
  { method: "GET", path: "/api/guest/grants", who: "guest" },
  { method: "GET", path: "/api/me/grants", who: commanders, action: "grant.mine" },
  {
    method: "POST",
    path: "/api/doors/{id}/grants/{jti}/revocation",
    who: door(MANAGERS),
    action: "grant.revoke",
  },
  {
    method: "POST",
    path: "/api/doors/{id}/grants/{jti}/revocation/confirm",
    who: door(MANAGERS),
    action: "grant.revoke-confirm",
  },
  { method: "GET", path: "/api/doors/{id}/owner-keys", who: door(MANAGERS), action: "owner-key.list" },
  { method: "GET", path: "/api/owner-keys/{kid}/doors", who: managers, action: "owner-key.doors" },
  { method: "POST", path: "/api/doors/{id}/owner-keys", who: door(MANAGERS), action: "owner-key.add" },
  {
    method: "DELETE",
    path: "/api/doors/{id}/owner-keys/{kid}",
    who: door(MANAGERS),
    action: "owner-key.remove",
  },
  { method: "GET", path: "/api/doors/{id}/handovers", who: door(COMMANDERS), action: "door.handovers" },
  { method: "POST", path: "/api/doors/{id}/handovers", who: door(MANAGERS), action: "door.hand-over" },

  { method: "GET", path: "/api/stats", who: readers, action: "stats.read" },
  { method: "GET", path: "/api/audit", who: readers, action: "audit.read" },
  { method: "GET", path: "/api/audit/export", who: readers, action: "audit.export" },
  { method: "GET", path: "/api/audit/proof", who: readers, action: "audit.proof" },
  { method: "GET", path: "/api/audit/checkpoints", who: readers, action: "audit.checkpoints" },
  { method: "GET", path: "/api/audit/keys", who: "everybody" },
  { method: "GET", path: "/api/banned-keys", who: managers, action: "key.list" },
  { method: "POST", path: "/api/banned-keys", who: managers, action: "key.ban" },
  { method: "DELETE", path: "/api/banned-keys/{kid}", who: managers, action: "key.unban" },
  { method: "GET", path: "/api/blocks", who: managers, action: "network.list" },
  { method: "DELETE", path: "/api/blocks/{address}", who: managers, action: "network.unblock" },
  { method: "GET", path: "/api/alerts", who: readers, action: "alert.list" },
  { method: "GET", path: "/api/alerts/subscription", who: readers, action: "alert.subscription" },
  { method: "PATCH", path: "/api/alerts/subscription", who: readers, action: "alert.subscribe" },
  { method: "POST", path: "/api/alerts/subscription/test", who: readers, action: "alert.test" },
  { method: "GET", path: "/api/webhooks", who: managers, action: "webhook.list" },
  { method: "POST", path: "/api/webhooks", who: managers, action: "webhook.create" },
  { method: "PATCH", path: "/api/webhooks/{id}", who: managers, action: "webhook.change" },
  { method: "DELETE", path: "/api/webhooks/{id}", who: managers, action: "webhook.remove" },
  { method: "POST", path: "/api/webhooks/{id}/secret", who: managers, action: "webhook.rotate" },
  { method: "POST", path: "/api/webhooks/{id}/test", who: managers, action: "webhook.test" },
  { method: "GET", path: "/api/webhooks/{id}/deliveries", who: managers, action: "webhook.deliveries" },
  {
    method: "POST",
    path: "/api/webhooks/{id}/deliveries/{delivery}/retry",
    who: managers,
    action: "webhook.retry",
  },
  { method: "GET", path: "/api/events", who: signedIn, action: "events.read", websites: true },

  { method: "GET", path: "/api/websites", who: managers, action: "website.list" },
  { method: "POST", path: "/api/websites", who: managers, action: "website.add" },
  { method: "DELETE", path: "/api/websites/{id}", who: managers, action: "website.remove" },
  { method: "POST", path: "/api/websites/{id}/check", who: managers, action: "website.check" },
  { method: "GET", path: "/api/api-keys", who: managers, action: "api-key.list" },
  { method: "POST", path: "/api/api-keys", who: managers, action: "api-key.create" },
  { method: "DELETE", path: "/api/api-keys/{id}", who: managers, action: "api-key.revoke" },
  { method: "GET", path: "/api/signing-keys", who: owners, action: "signing-key.list" },
  { method: "POST", path: "/api/signing-keys", who: owners, action: "signing-key.rotate" },

  { method: "GET", path: "/api/releases", who: managers, action: "release.list" },
  { method: "POST", path: "/api/releases", who: managers, action: "release.upload" },
  { method: "GET", path: "/api/releases/{id}", who: managers, action: "release.read" },
  { method: "DELETE", path: "/api/releases/{id}", who: managers, action: "release.remove" },
  { method: "GET", path: "/api/release-keys", who: managers, action: "release-key.list" },
  { method: "POST", path: "/api/release-keys", who: managers, action: "release-key.add" },
  { method: "DELETE", path: "/api/release-keys/{kid}", who: managers, action: "release-key.remove" },
  { method: "GET", path: "/api/rollouts", who: managers, action: "rollout.list" },
  { method: "POST", path: "/api/rollouts", who: managers, action: "rollout.create" },
  { method: "GET", path: "/api/rollouts/{id}", who: managers, action: "rollout.read" },
  { method: "GET", path: "/api/rollouts/{id}/doors", who: managers, action: "rollout.doors" },
  { method: "POST", path: "/api/rollouts/{id}/pause", who: managers, action: "rollout.pause" },
  { method: "POST", path: "/api/rollouts/{id}/resume", who: managers, action: "rollout.resume" },
  { method: "POST", path: "/api/rollouts/{id}/stop", who: managers, action: "rollout.stop" },
  { method: "POST", path: "/api/rollouts/{id}/retry", who: managers, action: "rollout.retry" },

  { method: "POST", path: "/api/devices/register", who: "device" },
  { method: "GET", path: "/api/devices/socket", who: "device" },
  { method: "GET", path: "/api/devices/images/{id}", who: "device" },

  { method: "GET", path: "/healthz", who: "everybody" },
  { method: "GET", path: "/readyz", who: "everybody" },
  { method: "GET", path: "/metrics", who: "everybody" },
  { method: "GET", path: "/openapi.json", who: "everybody" },
  { method: "GET", path: "/docs", who: "everybody" },
  { method: "GET", path: "/.well-known/jwks.json", who: "everybody" },
  { method: "GET", path: "/*", who: "everybody" },
];
