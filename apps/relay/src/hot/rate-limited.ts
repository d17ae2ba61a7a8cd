import type { CountOutcome, RateLimited } from "./hot.ts";
import type { Limit, Quota } from "./limit.ts";

/** What taking from buckets came to, as callers of `Hot` see it. */
export function counted(taken: {
  readonly refused: Limit | undefined;
  readonly quotas: readonly Quota[];
}): CountOutcome {
  const { refused, quotas } = taken;
  return refused ? rateLimitedBy(refused, quotas) : { outcome: "counted", quotas };
}

export function rateLimitedBy(refused: Limit, quotas: readonly Quota[]): RateLimited {
  const retryAfterMs = quotas.find(({ limit }) => limit === refused)?.nextMs ?? 0;
  return { outcome: "rate-limited", limit: refused.name, retryAfterMs, quotas };
}
