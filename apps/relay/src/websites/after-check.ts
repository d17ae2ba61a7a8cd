import type { WebsiteCheck } from "../records/partners.ts";
import type { ProofOutcome } from "./prove.ts";

const HOUR_MS = 3600_000;
/** How often a website that is well is looked at. */
export const CHECK_EVERY_MS = 24 * HOUR_MS;
/** How often one that has begun to fail is. */
export const CHECK_FAILING_EVERY_MS = 6 * HOUR_MS;
/** A website is suspended after at least so many failed checks in a row, however long it has failed. */
export const SUSPEND_AFTER_CHECKS = 3;

/** What is known of a website after one more check. One good check makes up for everything. */
export function afterCheck(
  before: WebsiteCheck,
  outcome: ProofOutcome,
  now: number,
  graceMs: number,
): WebsiteCheck {
  const { verifiedAt, proof } = before;
  const checks = before.checks + 1;
  if (outcome.outcome === "proven") {
    return {
      state: "active",
      checks,
      checkedAt: now,
      verifiedAt: verifiedAt ?? now,
      proof: outcome.proof,
      failedChecks: 0,
      nextCheckAt: now + CHECK_EVERY_MS,
    };
  }
  const failingSince = before.failingSince ?? now;
  const failedChecks = before.failedChecks + 1;
  const failed = {
    checks,
    checkedAt: now,
    failingSince,
    failedChecks,
    failure: outcome.failure,
    ...(verifiedAt === undefined ? {} : { verifiedAt }),
    ...(proof === undefined ? {} : { proof }),
  };
  if (before.state === "pending") return { state: "pending", ...failed };
  const isOver = now - failingSince >= graceMs && failedChecks >= SUSPEND_AFTER_CHECKS;
  return before.state === "suspended" || isOver
    ? { state: "suspended", ...failed, nextCheckAt: now + CHECK_EVERY_MS }
    : { state: "warned", ...failed, nextCheckAt: now + CHECK_FAILING_EVERY_MS };
}

/** Whether people may use doors from a website that is in this state. */
export function isUsable({ state }: WebsiteCheck): boolean {
  return state === "active" || state === "warned";
}
