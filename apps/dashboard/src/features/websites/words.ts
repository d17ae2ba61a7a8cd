import type { WebsiteView } from "@openlock/api";
import { moment } from "../../app/times.ts";

export const STATES: Readonly<Record<WebsiteView["state"], string>> = {
  pending: "Not verified yet",
  active: "Verified",
  warned: "Verified, but the proof is gone",
  suspended: "Suspended",
};

export const WAYS = { file: "File", dns: "DNS record", meta: "Meta tag" } as const;

const FOUND: Readonly<Record<string, string>> = {
  "token-missing": "It is there, but the text is not in it.",
  "no-record": "There is no such record.",
  "no-name": "An address has no DNS record.",
  "no-answer": "The name servers do not answer.",
  "private-address": "It leads to a private network, where this server does not look.",
  unresolved: "The name leads nowhere.",
  unreachable: "The website does not answer.",
  timeout: "The website takes too long.",
  "too-large": "The page is too large.",
  redirected: "It redirects; it has to be at that very address.",
};

/** What a check found, one way. */
export function found(outcome: string): string {
  const status = /^status-(\d+)$/.exec(outcome)?.[1];
  return status ? `The website answers ${status}.` : (FOUND[outcome] ?? outcome);
}

/** When it was looked at last, and what follows. */
export function checkFacts({ checkedAt, proof, failing, state }: WebsiteView): string {
  const checked = checkedAt === undefined ? "never checked" : `checked ${moment(checkedAt)}`;
  if (state === "active" && proof)
    return `${checked}, by its ${proof === "dns" ? "DNS record" : WAYS[proof].toLowerCase()}`;
  if (state === "warned" && failing?.suspendedFrom !== undefined) {
    return `${checked}, suspended from ${moment(failing.suspendedFrom)} on`;
  }
  return checked;
}
