/** Why something was refused or failed, by the stable codes of relay and protocol. */
const WHY: Readonly<Record<string, string>> = {
  "device-refused": "the door refused it",
  "connection-lost": "the door's connection broke",
  "store-unavailable": "it could not be written down",
  forbidden: "their role does not include it",
  unauthenticated: "not signed in",
  "door-offline": "the door was not connected",
  "device-timeout": "the door did not answer",
  "not-registered": "the door had no device",
  "door-unknown": "no such door, or not theirs",
  "key-changed": "it was sealed to another key",
  "key-banned": "the key is banned",
  replayed: "it had been sent before",
  stale: "it was too old",
  malformed: "it was malformed",
  "rate-limited": "too many at once",
  blocked: "the address was blocked",
  "code-wrong": "wrong code",
  "code-expired": "the code had expired",
  "code-exhausted": "too many wrong codes",
  "code-none": "no code was asked for",
  "unknown-address": "nobody here has this address",
  "passkey-challenge": "it was answered too late, or twice",
  "passkey-unknown": "no such passkey",
  "passkey-other-person": "the passkey is somebody else's",
  "passkey-copied": "the passkey seems to have been copied",
  "passkey-not-verified": "the passkey did not prove itself",
  "invitation-unknown": "no such invitation",
  "invitation-withdrawn": "the invitation was withdrawn",
  "invitation-expired": "the invitation had expired",
  "invitation-used": "the invitation had been used",
  "invitation-void": "whoever sent it may not give it any more",
  "mail-failed": "the mail could not be sent",
  "last-owner": "there must be an owner",
  conflict: "it is taken",
  "no-door": "there is no such door",
  "other-key": "the door is bound to another key",
  "claim-wrong": "wrong claim code",
  "claim-expired": "the claim code had expired",
};

/** Every code that has words. */
export const WHY_CODES: readonly string[] = Object.keys(WHY);

/** In words; a code of a newer relay as it is, readable. */
export function whyWords(code: string): string {
  return (Object.hasOwn(WHY, code) && WHY[code]) || code.replaceAll("-", " ");
}
