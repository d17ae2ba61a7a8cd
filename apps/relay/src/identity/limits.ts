import { rateLimited } from "../admission/steps.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Limit } from "../hot/limit.ts";
import type { Services } from "../http/context.ts";
import type { TellQuotas } from "../http/rate-limit-headers.ts";
import { networkOf } from "../net/network.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Sign-in mails. With five tries a code, the limit of a day leaves whoever guesses at somebody's codes 150 tries in a
 * million.
 *
 * @param browser a browser that the address is known at, which is counted apart: strangers cannot use its mails up
 */
export function codeRequestLimits(email: string, ip: string, browser?: string): readonly Limit[] {
  const of = browser === undefined ? email : `${email}\n${browser}`;
  const ofAddress = [
    ofSomebody("sign-in-mails", of, 10, HOUR),
    ofSomebody("sign-in-mails-a-day", of, 30, 24 * HOUR),
  ];
  return browser === undefined ? [ofNetwork("sign-in-mails", ip, 60, 15 * MINUTE), ...ofAddress] : ofAddress;
}

/** What a network may try of codes, links and keys at once; `beginAttempt` slows down what fails. */
export function signInLimits(ip: string): readonly Limit[] {
  return [ofNetwork("sign-ins", ip, 100, 15 * MINUTE)];
}

/** A page asks for a challenge whenever it is opened, whether anybody has a passkey or not. */
export function passkeyOptionLimits(ip: string): readonly Limit[] {
  return [ofNetwork("passkey-options", ip, 300, 15 * MINUTE)];
}

/** Mails in somebody's name to people who did not ask for any. */
export function invitationLimits(by: string, email: string): readonly Limit[] {
  return [ofSomebody("invitations-by", by, 60, HOUR), ofSomebody("invitations-to", email, 5, HOUR)];
}

export function setUpLimits(ip: string): readonly Limit[] {
  return [ofNetwork("set-ups", ip, 20, 15 * MINUTE)];
}

export function refreshLimits(ip: string): readonly Limit[] {
  return [ofNetwork("refreshes", ip, 300, MINUTE)];
}

/** Each look at a website asks its server three times. */
export function websiteCheckLimits(websiteId: string): readonly Limit[] {
  return [{ name: "website-checks", key: `website-checks:${websiteId}`, burst: 10, perMs: MINUTE }];
}

/** @throws {ProblemError} `rate-limited` */
export async function countAttempt(
  { hot, now }: Services,
  limits: readonly Limit[],
  tellQuotas: TellQuotas = () => {},
): Promise<void> {
  const counted = await hot.count(limits, now());
  tellQuotas(counted.quotas);
  if (counted.outcome === "rate-limited") throw rateLimited("Too many attempts.", counted.retryAfterMs);
}

function ofNetwork(name: string, ip: string, burst: number, perMs: number): Limit {
  return { name, key: `${name}-from:${networkOf(ip)}`, burst, perMs };
}

// Hashed, so that no address of a person stands in the shared store; and not told, for it shows whether they sign in.
function ofSomebody(name: string, counted: string, burst: number, perMs: number): Limit {
  return { name, key: `${name}:${sha256(counted)}`, burst, perMs, hidden: true };
}
