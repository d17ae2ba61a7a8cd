import { t } from "../../i18n/text.ts";

/** Why something was refused or failed, by the stable codes of relay and protocol. */
const WHY: Readonly<Record<string, () => string>> = {
  "device-refused": () => t`the door refused it`,
  "connection-lost": () => t`the door's connection broke`,
  "store-unavailable": () => t`it could not be written down`,
  forbidden: () => t`their role does not include it`,
  unauthenticated: () => t`not signed in`,
  "door-offline": () => t`the door was not connected`,
  "device-timeout": () => t`the door did not answer`,
  "not-registered": () => t`the door had no device`,
  "door-unknown": () => t`no such door, or not theirs`,
  "key-changed": () => t`it was sealed to another key`,
  "key-banned": () => t`the key is banned`,
  replayed: () => t`it had been sent before`,
  stale: () => t`it was too old`,
  malformed: () => t`it was malformed`,
  "rate-limited": () => t`too many at once`,
  blocked: () => t`the address was blocked`,
  "code-wrong": () => t`wrong code`,
  "code-expired": () => t`the code had expired`,
  "code-exhausted": () => t`too many wrong codes`,
  "code-none": () => t`no code was asked for`,
  "unknown-address": () => t`nobody here has this address`,
  "passkey-challenge": () => t`it was answered too late, or twice`,
  "passkey-unknown": () => t`no such passkey`,
  "passkey-other-person": () => t`the passkey is somebody else's`,
  "passkey-copied": () => t`the passkey seems to have been copied`,
  "passkey-not-verified": () => t`the passkey did not prove itself`,
  "invitation-unknown": () => t`no such invitation`,
  "invitation-withdrawn": () => t`the invitation was withdrawn`,
  "invitation-expired": () => t`the invitation had expired`,
  "invitation-used": () => t`the invitation had been used`,
  "invitation-void": () => t`whoever sent it may not give it any more`,
  "mail-failed": () => t`the mail could not be sent`,
  "last-owner": () => t`there must be an owner`,
  conflict: () => t`it is taken`,
  "no-door": () => t`there is no such door`,
  "other-key": () => t`the door is bound to another key`,
  "claim-wrong": () => t`wrong claim code`,
  "claim-expired": () => t`the claim code had expired`,
};

/** Every code that has words. */
export const WHY_CODES: readonly string[] = Object.keys(WHY);

/** In words; a code of a newer relay as it is, readable. */
export function whyWords(code: string): string {
  return (Object.hasOwn(WHY, code) && WHY[code]?.()) || code.replaceAll("-", " ");
}
