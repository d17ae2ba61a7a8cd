import type { RelayEvent } from "@openlock/api";

/** What each reading that is under way has missed so far. */
const readings = new Set<RelayEvent[]>();

/** Something came on the event stream: it may be newer than answers that are on their way. */
export function overtake(event: RelayEvent): void {
  for (const missed of readings) missed.push(event);
}

/**
 * Reads from the relay. What the event stream tells meanwhile holds, though the relay answered before it happened.
 *
 * @param apply what was read, after an event
 */
export async function catchUp<T>(
  read: () => Promise<T>,
  apply: (read: T, event: RelayEvent) => T,
): Promise<T> {
  const missed: RelayEvent[] = [];
  readings.add(missed);
  try {
    return missed.reduce(apply, await read());
  } finally {
    readings.delete(missed);
  }
}
