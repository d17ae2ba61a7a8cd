import { isIPv6 } from "node:net";
import { rateLimited } from "../admission/steps.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Limit } from "../hot/hot.ts";
import type { Services } from "../http/context.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Sign-in mails. With five tries a code, the limit of a day leaves whoever guesses at somebody's codes 150 tries in a
 * million.
 */
export function codeRequestLimits(email: string, ip: string): readonly Limit[] {
  return [
    limit("sign-in-mails", email, 10, HOUR),
    limit("sign-in-mails-a-day", email, 30, 24 * HOUR),
    limit("sign-in-mails-from", networkOf(ip), 60, 15 * MINUTE),
  ];
}

export function signInLimits(email: string, ip: string): readonly Limit[] {
  return [limit("sign-ins", email, 30, HOUR), limit("sign-ins-from", networkOf(ip), 100, 15 * MINUTE)];
}

export function setUpLimits(ip: string): readonly Limit[] {
  return [limit("set-ups-from", networkOf(ip), 20, 15 * MINUTE)];
}

export function refreshLimits(ip: string): readonly Limit[] {
  return [limit("refreshes-from", networkOf(ip), 300, MINUTE)];
}

/** @throws {ProblemError} `rate-limited` */
export async function countAttempt({ hot, now }: Services, limits: readonly Limit[]): Promise<void> {
  const counted = await hot.count(limits, now());
  if (counted.outcome === "rate-limited") throw rateLimited("Too many attempts.", counted.retryAfterMs);
}

// Hashed, so that no address of a person stands in the shared store.
function limit(name: string, counted: string, burst: number, perMs: number): Limit {
  return { name, key: `${name}:${sha256(counted)}`, burst, perMs };
}

/** What one subscriber has: an IPv4 address, or an IPv6 /64 (RFC 6177), of which anybody takes addresses at will. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes(".")) return ip;
  const [address = ""] = ip.split("%", 1);
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  const network = [...before, ...zeros, ...after].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
