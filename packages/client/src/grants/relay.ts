import { DoorId, type EcPublicJwk, Jti } from "@openlock/protocol";
import * as z from "zod/mini";
import { DEFAULT_TIMEOUT_MS } from "../door.ts";
import { type HttpOptions, request } from "../index.ts";

/** How to reach the relay, as for `createClient`. */
export interface RelayAccess extends Pick<HttpOptions, "server" | "token"> {
  readonly fetch?: typeof fetch;
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

const GrantRequestAnswer = z.object({
  id: z.int(),
  door: DoorId,
  state: z.enum(["open", "approved", "refused"]),
  reason: z.exactOptional(z.string()),
});
/** What became of a wish for a grant. */
export type GrantRequestAnswer = z.infer<typeof GrantRequestAnswer>;

const OwnGrants = z.object({ grants: z.array(z.object({ jti: Jti, grant: z.string() })) });

/**
 * Asks those who own a door for a grant for a key. They see the key's fingerprint: tell it to them in person.
 *
 * @throws {OpenLockError}
 */
export function askForGrant(
  relay: RelayAccess,
  wish: { readonly door: string; readonly publicKey: EcPublicJwk; readonly note?: string },
): Promise<GrantRequestAnswer> {
  const { door, publicKey: key, note } = wish;
  return request(
    options(relay),
    GrantRequestAnswer,
    `/api/doors/${encodeURIComponent(door)}/grant-requests`,
    {
      method: "POST",
      type: "application/json",
      body: JSON.stringify({ key, ...(note === undefined ? {} : { note }) }),
    },
  );
}

/**
 * The newest grant for a key and a door that has not ended and was not revoked, as far as the relay knows.
 *
 * @throws {OpenLockError}
 */
export async function fetchGrant(
  relay: RelayAccess,
  { door, kid }: { readonly door: string; readonly kid: string },
): Promise<string | undefined> {
  const query = new URLSearchParams({ door, kid, usable: "true", limit: "1" });
  const { grants } = await request(options(relay), OwnGrants, `/api/me/grants?${query}`, { method: "GET" });
  return grants[0]?.grant;
}

function options({ server, token, fetch: by, timeoutMs = DEFAULT_TIMEOUT_MS }: RelayAccess): HttpOptions {
  return { server, token, timeoutMs, fetch: by ?? ((...args: Parameters<typeof fetch>) => fetch(...args)) };
}
