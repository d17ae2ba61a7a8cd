import type { Limit } from "../hot/limit.ts";

/** Tests of mail and webhooks, and deliveries tried again by hand: each makes the relay ask somebody else. */
export function testLimits(personId: string): readonly Limit[] {
  return [{ name: "alert-tests", key: `alert-tests:${personId}`, burst: 20, perMs: 10 * 60_000 }];
}
