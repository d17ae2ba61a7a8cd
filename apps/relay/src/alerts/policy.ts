import type { AlertKind } from "@openlock/api";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Policy {
  /** Happenings are counted together for so long, where one alone is not worth an alert. */
  readonly withinMs: number;
  /** After an alert there is none about the same subject for so long; what happens is counted into the next. */
  readonly quietMs: number;
}

const each = (quietMs: number): Policy => ({ withinMs: HOUR, quietMs });

export const POLICIES: Readonly<Record<AlertKind, Policy>> = {
  "sign-in-failures": each(HOUR),
  "session-reused": each(HOUR),
  "network-blocked": each(HOUR),
  "command-replayed": each(HOUR),
  "door-offline": each(HOUR),
  // Only ever after an alert that the door is offline, which keeps quiet for an hour.
  "door-back": each(0),
  // Every one: somebody has it under a claim code, and none may hide behind another.
  "new-key": each(0),
  "key-refused": each(HOUR),
  tamper: each(10 * MINUTE),
  "password-locked": each(HOUR),
  "door-ajar": each(HOUR),
  "webhook-failing": each(HOUR),
  "rollout-halted": each(HOUR),
};

/** Alerts of one kind within an hour, whatever they are about. More are told together when it is over. */
export const ALERTS_PER_HOUR = 30;
export const CAP_MS = HOUR;
