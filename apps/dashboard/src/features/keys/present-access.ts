import type { GrantView } from "@openlock/api";
import { grantWords } from "./words.ts";

/** What somebody has, or had last, at one door or the same at several. */
export interface PresentAccess {
  readonly doors: readonly string[];
  readonly grant: GrantView;
}

/**
 * What stands beside a new grant: at each door all that still counts there, or else what was there last.
 *
 * @param perDoor one person's grants at each door, newest first
 */
export function presentAccess(perDoor: readonly (readonly GrantView[])[]): readonly PresentAccess[] {
  const alike = new Map<string, PresentAccess>();
  for (const grants of perDoor) {
    const counting = grants.filter(stillCounts);
    for (const grant of counting.length > 0 ? counting : grants.slice(0, 1)) {
      const what = JSON.stringify([grantWords(grant), grant.schedule, grant.tz]);
      const known = alike.get(what) ?? { doors: [], grant };
      if (!known.doors.includes(grant.door)) {
        alike.set(what, { ...known, doors: [...known.doors, grant.door] });
      }
    }
  }
  return [...alike.values()];
}

/** A door that has not confirmed a revocation is still open to that key. */
export function stillCounts({ state }: GrantView): boolean {
  return state !== "revoked" && state !== "over";
}
