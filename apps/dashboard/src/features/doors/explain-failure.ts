import { OpenLockError, type OpenLockErrorCode } from "@openlock/client";
import { t, translated } from "../../i18n/text.ts";

/** Why a door did not do what it was asked, and what to do, in words. */
export interface Failure {
  readonly code: OpenLockErrorCode | "internal";
  readonly title: string;
  readonly next: string;
  /** With `key-changed`: the thumbprint trusted so far and the new one. */
  readonly keys?: { readonly pinned: string; readonly offered: string };
}

const TITLES: Partial<Record<OpenLockErrorCode, () => string>> = {
  "bad-password": () => t`That is not this door's password`,
  "not-granted": () => t`You may not do this at this door`,
  stale: () => t`The door and this device do not agree about the time`,
  replayed: () => t`The door has seen this command already`,
  rebooted: () => t`The door has just restarted`,
  "locked-out": () => t`The door takes no passwords for a while`,
  "in-lockdown": () => t`The door is in lockdown`,
  "unknown-command": () => t`The door does not know this command`,
  failed: () => t`The door could not do it`,
  unauthenticated: () => t`You are signed out`,
  forbidden: () => t`Your role does not include this`,
  "key-banned": () => t`This door's device is banned`,
  "door-unknown": () => t`This door is not there any more`,
  "not-registered": () => t`This door has no device yet`,
  "key-changed": () => t`This door shows another key than before`,
  "rate-limited": () => t`Too many commands at once`,
  "door-offline": () => t`The door is not connected`,
  "device-timeout": () => t`The door did not answer`,
  network: () => t`The server does not answer`,
  timeout: () => t`No answer in time`,
  "forged-answer": () => t`The answer did not come from the door`,
  unreadable: () => t`The door could not read the command`,
};

export function explainFailure(error: unknown): Failure {
  if (!(error instanceof OpenLockError)) {
    return {
      code: "internal",
      title: t`Something went wrong in this page`,
      next: t`Reload it, then try again. Nothing is known to have happened at the door.`,
    };
  }
  const wait = error.retryAfterSeconds;
  return {
    code: error.code,
    title: TITLES[error.code]?.() ?? translated(error.message),
    next: wait === undefined ? translated(error.next) : waitWords(wait),
    ...(error.keys && { keys: error.keys }),
  };
}

function waitWords(seconds: number): string {
  return seconds < 90
    ? t`Wait ${Math.ceil(seconds)} seconds, then try again.`
    : t`Wait ${Math.ceil(seconds / 60)} minutes, then try again.`;
}
