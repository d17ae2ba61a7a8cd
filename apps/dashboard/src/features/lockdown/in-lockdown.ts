import type { DoorView } from "@openlock/api";

/** As the door said last. A door that is offline stays in the lockdown that it is in. */
export function isInLockdown({ status }: DoorView): boolean {
  return status?.document.mode === "lockdown";
}
