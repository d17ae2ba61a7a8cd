import type { WebsiteView } from "@openlock/api";
import { moment } from "../../app/times.ts";
import { inSense, t } from "../../i18n/text.ts";

export const STATES: Readonly<Record<WebsiteView["state"], () => string>> = {
  pending: () => t`Not verified yet`,
  active: () => t`Verified`,
  warned: () => t`Verified, but the proof is gone`,
  suspended: () => t`Suspended`,
};

export const WAYS = { file: () => t`File`, dns: () => t`DNS record`, meta: () => t`Meta tag` } as const;

/** The same within a sentence. */
const PROOFS = {
  file: () => inSense("by")`file`,
  dns: () => inSense("by")`DNS record`,
  meta: () => inSense("by")`meta tag`,
} as const;

/** When it was looked at last, and what follows. */
export function checkFacts({ checkedAt, proof, failing, state }: WebsiteView): string {
  const checked = checkedAt === undefined ? t`never checked` : t`checked ${moment(checkedAt)}`;
  if (state === "active" && proof) return t`${checked}, by its ${PROOFS[proof]()}`;
  if (state === "warned" && failing?.suspendedFrom !== undefined) {
    return t`${checked}, suspended from ${moment(failing.suspendedFrom)} on`;
  }
  return checked;
}
