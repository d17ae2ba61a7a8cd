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

const FOUND: Readonly<Record<string, () => string>> = {
  "token-missing": () => t`It is there, but the text is not in it.`,
  "no-record": () => t`There is no such record.`,
  "no-name": () => t`An address has no DNS record.`,
  "no-answer": () => t`The name servers do not answer.`,
  "private-address": () => t`It leads to a private network, where this server does not look.`,
  unresolved: () => t`The name leads nowhere.`,
  unreachable: () => t`The website does not answer.`,
  timeout: () => t`The website takes too long.`,
  "too-large": () => t`The page is too large.`,
  redirected: () => t`It redirects; it has to be at that very address.`,
};

/** What a check found, one way. */
export function found(outcome: string): string {
  const status = /^status-(\d+)$/.exec(outcome)?.[1];
  return status ? t`The website answers ${status}.` : (FOUND[outcome]?.() ?? outcome);
}

/** When it was looked at last, and what follows. */
export function checkFacts({ checkedAt, proof, failing, state }: WebsiteView): string {
  const checked = checkedAt === undefined ? t`never checked` : t`checked ${moment(checkedAt)}`;
  if (state === "active" && proof) return t`${checked}, by its ${PROOFS[proof]()}`;
  if (state === "warned" && failing?.suspendedFrom !== undefined) {
    return t`${checked}, suspended from ${moment(failing.suspendedFrom)} on`;
  }
  return checked;
}
