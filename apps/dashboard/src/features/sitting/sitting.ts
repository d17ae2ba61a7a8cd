import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { sessionStore } from "../../api/session.ts";
import type { LockPinResult } from "../lock-pin/lock-pin-result.ts";

/** What became of one door in this sitting. */
export interface SittingDoor {
  readonly id: string;
  readonly name: string;
  /** It has opened and locked again. */
  readonly done: boolean;
  /** As it was sent to the board, to be printed. */
  readonly password?: string | undefined;
  readonly lockPin?: LockPinResult | undefined;
}

interface Sitting {
  /** In the order in which they were begun. */
  readonly doors: readonly SittingDoor[];
  /** The network that the last board has joined. */
  readonly wifi: { readonly ssid: string; readonly password: string } | undefined;
  /** Counts the doors that were begun, so that each has a wizard of its own. */
  readonly round: number;
}

const EMPTY: Sitting = { doors: [], wifi: undefined, round: 0 };

/** Several boards in a row: kept in the page's memory alone, until it is closed or somebody signs out. */
export const sittingStore = createStore<Sitting>(() => EMPTY);

sessionStore.subscribe(({ status }) => {
  if (status === "signed-out") sittingStore.setState(EMPTY);
});

export function useSitting<T>(select: (sitting: Sitting) => T): T {
  return useStore(sittingStore, select);
}

/** Notes how far a door is; one that was begun before keeps its place. */
export function noteDoor(door: SittingDoor): void {
  sittingStore.setState(({ doors }) => ({
    doors: doors.some(({ id }) => id === door.id)
      ? doors.map((other) => (other.id === door.id ? { ...other, ...door } : other))
      : [...doors, door],
  }));
}

export function noteWifi(wifi: Sitting["wifi"]): void {
  sittingStore.setState({ wifi });
}

/** The next door gets a wizard of its own. */
export function nextRound(): void {
  sittingStore.setState(({ round }) => ({ round: round + 1 }));
}
