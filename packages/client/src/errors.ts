import type { DeviceError, DoorState, ProblemName } from "@openlock/protocol";

/** Why a door did not do what it was asked. Stable: callers switch on it. */
export type OpenLockErrorCode =
  | DeviceError
  | ProblemName
  /** The relay was not reached. */
  | "network"
  /** The relay did not answer in time. Whether the door moved is not known. */
  | "timeout"
  /** The caller gave up. Whether the door moved is not known, once the command was sent. */
  | "aborted"
  /** The relay's answer is not what the protocol says. */
  | "bad-response"
  /** An answer that the door did not make: somebody on the way did. */
  | "forged-answer"
  /** The door could not read the command, so its refusal is not sealed. */
  | "unreadable"
  /** Neither a door password nor a key was given. */
  | "no-password"
  /** The command or its arguments are out of bounds; nothing was sent. */
  | "invalid-command"
  /** `firstUse` is `"refuse"`, and no key is trusted yet for this door. */
  | "key-unknown"
  /** The pinned key could not be read or kept; nothing was sent. */
  | "pins-failed"
  /** The relay's address is plain http to another machine; nothing was sent. */
  | "insecure-server"
  /** A problem that this version does not know; `detail` says more. */
  | "unknown-problem";

const NEXT: Record<OpenLockErrorCode, string> = {
  "bad-password":
    "Check the door password and try again. After five wrong ones the door refuses passwords for a while.",
  "not-granted": "Ask an owner of the door for a grant that covers this command and time.",
  stale: "Check that this device's clock is right, then try again.",
  replayed: "Send a new command.",
  rebooted: "The door has just restarted. Try again.",
  "locked-out": "Too many wrong passwords. Wait some minutes, then try again.",
  "in-lockdown": "The door is in lockdown. Lift the lockdown first.",
  "unknown-command": "The door's firmware does not know this command. Update it.",
  "invalid-arguments": "Check the command's arguments.",
  failed: "The door could not do it. Try again; if that does not help, look at the door.",
  unauthenticated: "Sign in again.",
  forbidden: "Ask an owner or admin of the relay for the right to do this.",
  "key-banned": "The key of this door's device is banned. An admin can set the device up anew.",
  blocked: "Too much was refused from this address. Wait, or ask an admin to lift the block.",
  "door-unknown": "Check the Door ID, and that you may use this door.",
  "not-registered": "No device has registered for this door yet. Set one up first.",
  malformed: "Reload the page; if that does not help, this version does not fit the relay's.",
  "key-changed":
    "The door shows another key than before. If its device was not replaced, somebody may be between you and the door: do not " +
    "trust the new key until its fingerprint was compared at the device.",
  "rate-limited": "Wait a moment, then try again.",
  "door-offline":
    "The door has no connection. Check its power and Wi-Fi; nothing was sent, and nothing will be later.",
  "device-timeout": "The door did not answer in time. Look at the door before you try again.",
  network: "Check your connection, then try again.",
  timeout: "Look at the door before you try again.",
  aborted: "Try again.",
  "bad-response": "Try again; if that does not help, tell whoever runs the relay.",
  "forged-answer": "Do not rely on it: look at the door, and tell whoever runs the relay.",
  unreadable: "Reload the page, so that the door's key is read anew, then try again.",
  "no-password": "Give the door password, or a key with a grant.",
  "invalid-command": "Check the command's arguments.",
  "key-unknown": "Compare the fingerprint at the device, then trust the key.",
  "pins-failed": "Allow this page to store data, then try again.",
  "insecure-server": "Use the relay's https address.",
  "unknown-problem": "Try again later.",
};

/** Thumbprints: of the key that was trusted so far, and of the one that the relay offers now. */
export interface ChangedKeys {
  readonly pinned: string;
  readonly offered: string;
}

interface Facts {
  readonly retryAfterSeconds?: number;
  readonly keys?: ChangedKeys;
  readonly offered?: string;
  readonly state?: DoorState;
  readonly doorAheadSeconds?: number;
  readonly mayHaveRun?: boolean;
}

class Failure extends Error {
  override readonly name = "OpenLockError";
  readonly code: OpenLockErrorCode;
  /** What to do now, in a sentence for a person. */
  readonly next: string;
  /**
   * Whether the door may have done it all the same: the command was on its way and no answer says what became of it,
   * taking the relay at its word. 20 s after it was sealed it can do nothing any more.
   */
  readonly mayHaveRun: boolean;
  /** For `rate-limited`: when to come again. */
  readonly retryAfterSeconds?: number;
  /** For `key-changed`. */
  readonly keys?: ChangedKeys;
  /** For `key-unknown`: the thumbprint of the key that the relay offers. */
  readonly offered?: string;
  /** The door's state, where the door itself refused and said so, sealed. */
  readonly state?: DoorState;
  /** For a `stale` that the door said: how far its clock is ahead of this one. */
  readonly doorAheadSeconds?: number;

  constructor(
    code: OpenLockErrorCode,
    message: string,
    { mayHaveRun = false, ...rest }: Facts & ErrorOptions,
  ) {
    const { cause, ...facts } = rest;
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.next = NEXT[code];
    this.mayHaveRun = mayHaveRun;
    Object.assign(this, facts);
  }
}

/**
 * The only error that this package throws on purpose. A `switch` over `code` narrows it to what that code tells.
 *
 * @example
 * try { await door.unlock(); } catch (error) {
 *   if (error instanceof OpenLockError && error.code === "key-changed") show(error.keys.offered);
 * }
 */
export type OpenLockError = Failure &
  (
    | { readonly code: "key-changed"; readonly keys: ChangedKeys }
    | { readonly code: "key-unknown"; readonly offered: string }
    | { readonly code: Exclude<OpenLockErrorCode, "key-changed" | "key-unknown"> }
  );
export const OpenLockError = Failure as unknown as abstract new (...args: never[]) => OpenLockError;

export function fail(
  code: OpenLockErrorCode,
  message: string,
  facts: Facts & ErrorOptions = {},
): OpenLockError {
  return new Failure(code, message, facts) as OpenLockError;
}
