import { OpenLockError, type OpenLockErrorCode } from "@openlock/client";

/** Why a door did not do what it was asked, and what to do, in words. */
export interface Failure {
  readonly code: OpenLockErrorCode | "internal";
  readonly title: string;
  readonly next: string;
  /** With `key-changed`: the thumbprint trusted so far and the new one. */
  readonly keys?: { readonly pinned: string; readonly offered: string };
}

const TITLES: Partial<Record<OpenLockErrorCode, string>> = {
  "bad-password": "That is not this door's password",
  "not-granted": "You may not do this at this door",
  stale: "The door and this device do not agree about the time",
  replayed: "The door has seen this command already",
  rebooted: "The door has just restarted",
  "locked-out": "The door takes no passwords for a while",
  "in-lockdown": "The door is in lockdown",
  "unknown-command": "The door does not know this command",
  failed: "The door could not do it",
  unauthenticated: "You are signed out",
  forbidden: "Your role does not include this",
  "key-banned": "This door's device is banned",
  "door-unknown": "This door is not there any more",
  "not-registered": "This door has no device yet",
  "key-changed": "This door shows another key than before",
  "rate-limited": "Too many commands at once",
  "door-offline": "The door is not connected",
  "device-timeout": "The door did not answer",
  network: "The server does not answer",
  timeout: "No answer in time",
  "forged-answer": "The answer did not come from the door",
  unreadable: "The door could not read the command",
};

export function explainFailure(error: unknown): Failure {
  if (!(error instanceof OpenLockError)) {
    return {
      code: "internal",
      title: "Something went wrong in this page",
      next: "Reload it, then try again. Nothing is known to have happened at the door.",
    };
  }
  const wait = error.retryAfterSeconds;
  return {
    code: error.code,
    title: TITLES[error.code] ?? error.message,
    next: wait === undefined ? error.next : `Wait ${inWords(wait)}, then try again.`,
    ...(error.keys && { keys: error.keys }),
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
