import type { DoorView } from "@openlock/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDoor } from "../doors/use-doors.ts";

/**
 * What the contact of a door that was closed at the start has to say: nothing of it is awaited, it may still open, it has
 * yet to speak after the last reset, or it did: the door is still closed.
 */
export type ContactSays = "nothing" | "watches" | "awaited" | "still-closed";

/**
 * The contact of a door as a witness of a test. It is told through the server, so it speaks only once the board is
 * connected again, which on most boards is after the last reset.
 *
 * @param opened called once, where the door was closed at the start and is no longer
 */
export function useContactWatch(doorId: string, opened: () => void) {
  const queries = useQueryClient();
  const door = useDoor(doorId).data;
  const [says, setSays] = useState<ContactSays>("nothing");
  /** Of the start of the board before its last reset. */
  const bootBefore = useRef<string>(undefined);
  const contact = contactOf(door);
  const boot = bootOf(door);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the door says itself decides
  useEffect(() => {
    if (says === "nothing" || says === "still-closed" || contact === undefined) return;
    if (contact === "open") {
      setSays("nothing");
      opened();
    } else if (says === "awaited" && boot !== bootBefore.current) setSays("still-closed");
  }, [says, contact, boot]);

  const now = () => queries.getQueryData<DoorView>(["doors", doorId]);
  return {
    says,
    /** Whether the door is closed and can tell. */
    canWatch: contact === "closed",
    /** A door that stands open, or a board without a contact, which looks the same, can tell nothing. */
    begin: () => setSays(contactOf(now()) === "closed" ? "watches" : "nothing"),
    beforeReset: () => {
      bootBefore.current = bootOf(now());
    },
    afterLastReset: () => setSays((before) => (before === "watches" ? "awaited" : before)),
    stop: () => setSays("nothing"),
  };
}

function contactOf(door: DoorView | undefined) {
  return door?.online ? door.status?.document.contact : undefined;
}

function bootOf(door: DoorView | undefined) {
  return door?.status?.document.boot;
}
