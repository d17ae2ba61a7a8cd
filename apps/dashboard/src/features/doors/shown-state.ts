import type { DoorView } from "@openlock/api";

/** What a door is, as a person would say it. */
export type ShownState =
  /** No device has registered yet. */
  | { readonly kind: "no-device" }
  /** What it said last may not be so any more; `since` in milliseconds. */
  | { readonly kind: "offline"; readonly since: number | undefined }
  /** Connected, and has not said anything yet. */
  | { readonly kind: "unknown" }
  | { readonly kind: "lockdown" }
  /** Unlocked until then, in seconds. */
  | { readonly kind: "held"; readonly until: number | undefined }
  /** Locks by itself then, in seconds. */
  | { readonly kind: "unlocked"; readonly until: number | undefined }
  | { readonly kind: "locked" };

export function shownState(door: DoorView): ShownState {
  if (!door.device) return { kind: "no-device" };
  if (!door.online) return { kind: "offline", since: door.since };
  const seen = door.status?.document;
  if (!seen) return { kind: "unknown" };
  // The lock itself before the mode: what is open is never shown as anything else.
  if (seen.lock === "unlocked") {
    return { kind: seen.mode === "held" ? "held" : "unlocked", until: seen.until };
  }
  return { kind: seen.mode === "lockdown" ? "lockdown" : "locked" };
}

/** The door with what its sealed answer said. */
export function withState(
  door: DoorView,
  state: {
    readonly lock: "locked" | "unlocked";
    readonly mode: "normal" | "held" | "lockdown";
    readonly until?: number;
  },
  at: number,
): DoorView {
  if (!door.status) return door;
  const { until: _, ...before } = door.status.document;
  const { lock, mode, until } = state;
  const document = { ...before, lock, mode, ...(until !== undefined && { until }) };
  return { ...door, status: { at, document } };
}
