/**
 * Owner keys that were made in this browser, or whose fingerprint somebody has compared here. The relay names a door's owner
 * keys and could name one of its own, so only these are kept without asking again.
 */
const STORAGE = "openlock-trusted-owner-keys";

export function trustedOwnerKeys(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((kid) => typeof kid === "string") : []);
  } catch {
    return new Set();
  }
}

export function trustOwnerKeys(kids: readonly string[]): void {
  localStorage.setItem(STORAGE, JSON.stringify([...new Set([...trustedOwnerKeys(), ...kids])]));
}
