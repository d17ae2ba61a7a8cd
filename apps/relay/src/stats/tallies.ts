import type { DoorId } from "@openlock/protocol";
import type { DoorStat } from "../records/door-stats.ts";
import { stepOf } from "./answer-times.ts";

export const HOUR_MS = 3_600_000;
export const OPENS = "opens";
export const ONLINE = "online";
/** Before the step of the time that it took. */
export const ANSWERED = "answered-";

/** What this node has seen of doors since it was taken last. */
export class Tallies {
  readonly #now: () => number;
  readonly #locks = new Map<DoorId, "locked" | "unlocked">();
  #stats = new Map<string, DoorStat>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A door said how its lock is. It has opened where it was locked when it was heard last. */
  lock(door: DoorId, lock: "locked" | "unlocked"): void {
    if (lock === "unlocked" && this.#locks.get(door) === "locked") this.#add(door, OPENS, 1);
    this.#locks.set(door, lock);
  }

  /** A door has answered a command. @param ms from when it came to when it was answered */
  answered(door: DoorId, ms: number): void {
    this.#add(door, `${ANSWERED}${stepOf(ms)}`, 1);
  }

  /** These doors are connected, and count as such for the time since somebody looked last. */
  online(doors: readonly DoorId[], ms: number): void {
    for (const door of doors) this.#add(door, ONLINE, ms);
  }

  /** What is to be written down, once. */
  take(): readonly DoorStat[] {
    const taken = [...this.#stats.values()];
    this.#stats = new Map();
    return taken;
  }

  /** It could not be written: it counts with what comes. */
  putBack(stats: readonly DoorStat[]): void {
    for (const stat of stats) this.#put(stat);
  }

  #add(door: DoorId, measure: string, value: number): void {
    const now = this.#now();
    this.#put({ hour: now - (now % HOUR_MS), door, measure, value });
  }

  #put(stat: DoorStat): void {
    const key = `${stat.hour} ${stat.door} ${stat.measure}`;
    const value = (this.#stats.get(key)?.value ?? 0) + stat.value;
    this.#stats.set(key, { ...stat, value });
  }
}
