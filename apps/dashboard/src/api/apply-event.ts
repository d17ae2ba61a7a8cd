import type { DoorView, RelayEvent } from "@openlock/api";

/** A door after an event; the same object where the event says nothing of it. */
export function applyEvent(door: DoorView, event: RelayEvent): DoorView {
  if (!("door" in event) || event.door !== door.id) return door;
  switch (event.type) {
    case "door-online":
      return { ...door, online: true, since: event.at };
    case "door-offline":
      return { ...door, online: false, since: event.at };
    case "door-status":
      // Events of several relay nodes can overtake each other.
      if (door.status && door.status.at > event.at) return door;
      return { ...door, status: { at: event.at, document: event.document } };
    case "door-event":
    case "door-changed":
    case "update-progress":
      return door;
  }
}
