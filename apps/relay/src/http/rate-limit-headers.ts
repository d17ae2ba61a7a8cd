import type { Context } from "hono";
import type { Quota } from "../hot/limit.ts";
import type { RelayEnv } from "./context.ts";

export type TellQuotas = (quotas: readonly Quota[]) => void;

/**
 * Says in the answer, whichever it is, what limits there are and what is left of them: the fields `RateLimit-Policy` and
 * `RateLimit` of draft-ietf-httpapi-ratelimit-headers-11. `q` in `w` seconds is a bucket that fills evenly; `t` is
 * how many seconds it takes until one more than `r` may be made.
 */
export function tellQuotas(c: Context<RelayEnv>): TellQuotas {
  return (quotas) => {
    const told = quotas.filter(({ limit }) => !limit.hidden);
    if (told.length === 0) return;
    const { outgoing } = c.env;
    outgoing.setHeader("ratelimit-policy", told.map(policyOf).join(", "));
    outgoing.setHeader("ratelimit", told.map(leftOf).join(", "));
  };
}

// Names are ours: none has a character that a string of RFC 9651 would have to escape.
function policyOf({ limit: { name, burst, perMs } }: Quota): string {
  return `"${name}";q=${burst};w=${Math.ceil(perMs / 1000)}`;
}

function leftOf({ limit: { name }, left, nextMs }: Quota): string {
  return `"${name}";r=${left}${nextMs > 0 ? `;t=${Math.ceil(nextMs / 1000)}` : ""}`;
}
