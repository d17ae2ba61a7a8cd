import type { RelayEvent } from "@openlock/api";
import type { DoorScope } from "../records/records.ts";

/** What happens at doors, told on every node to whoever may see it. */
export interface EventFeed {
  publish(event: RelayEvent): void;
  /** @returns ends the subscription. */
  subscribe(hear: (event: RelayEvent) => void): () => void;
  /**
   * What somebody may see was changed, or a session ended: their streams end and must be opened anew.
   *
   * @param whose a person's id, or the origin of a website
   */
  endStreamsOf(whose: string): void;
  onEndStreams(end: (whose: string) => void): () => void;
}

/** Whether a scope reaches a door. */
export function inScope(scope: DoorScope, door: string): boolean {
  return scope.all || scope.ids.includes(door);
}
