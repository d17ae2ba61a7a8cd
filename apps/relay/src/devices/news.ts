import type { SeenStatus } from "@openlock/api";
import type { DoorId } from "@openlock/protocol";

/** What nodes know and tell each other of doors, beside the records. */
export interface DoorNews {
  /** What this node has heard of a door since it started; nothing of one it has not heard of. */
  seen(door: DoorId): DoorSeen;
  /**
   * Tells every node that a door's record, or the ban of a key, was changed: caches forget it, and the session of a
   * door that was removed or whose key was banned ends with 4003. Resolves when this node has done so.
   */
  changed(
    what: { readonly door: DoorId; readonly removed?: boolean } | { readonly kid: string },
  ): Promise<void>;
}

export interface DoorSeen {
  /** Since when it is online, or when it was last. */
  readonly since?: number;
  /** What the device said last, and when. */
  readonly status?: { readonly at: number; readonly document: SeenStatus };
}
