import { inEnglish, type Wording } from "./wording.ts";

const FOUND: Readonly<Record<string, (t: Wording) => string>> = {
  "token-missing": (t) => t`It is there, but the text is not in it.`,
  "no-record": (t) => t`There is no such record.`,
  "no-name": (t) => t`An address has no DNS record.`,
  "no-answer": (t) => t`The name servers do not answer.`,
  "private-address": (t) => t`It leads to a private network, where this server does not look.`,
  unresolved: (t) => t`The name leads nowhere.`,
  unreachable: (t) => t`The website does not answer.`,
  timeout: (t) => t`The website takes too long.`,
  "too-large": (t) => t`The page is too large.`,
  redirected: (t) => t`It redirects; it has to be at that very address.`,
};

/**
 * What a check of a website found, one way, as a person would tell it.
 *
 * @param outcome the code in `failing`
 * @param t puts it into the reader's language; without, it is English
 */
export function websiteFinding(outcome: string, t: Wording = inEnglish): string {
  const status = /^status-(\d+)$/.exec(outcome)?.[1];
  return status ? t`The website answers ${status}.` : (FOUND[outcome]?.(t) ?? outcome);
}
