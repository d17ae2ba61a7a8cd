import type { DoorId } from "@openlock/protocol";
import type { Logger } from "pino";
import type { Records } from "../records/records.ts";
import { HOUR_MS, type Tallies } from "./tallies.ts";

/** How often doors are looked at and sums are written down. A crash loses so much of them. */
const LOOK_MS = 60_000;
/** Longer than the longest time that can be asked for. */
const KEEP_MS = 35 * 24 * HOUR_MS;
/** Sums that could not be written are kept up to here, rows. */
const HELD_MAX = 50_000;

interface KeeperParts {
  readonly records: Pick<Records, "doorStats">;
  readonly tallies: Tallies;
  /** The doors that this node holds. */
  readonly doors: () => readonly DoorId[];
  readonly log: Logger;
  readonly now: () => number;
}

/** Writes down every minute what this node has seen of doors, and forgets what is old. */
export class StatsKeeper {
  readonly #parts: KeeperParts;
  #looked: number;
  #forgot = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#looked = parts.now();
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** Never rejects: what could not be written is logged, and is tried with the next. */
  async look(): Promise<void> {
    const { tallies, doors, now, log, records } = this.#parts;
    const at = now();
    // A clock that was set, or a machine that slept, is no time that anybody saw doors in.
    tallies.online(doors(), Math.min(Math.max(0, at - this.#looked), 2 * LOOK_MS));
    this.#looked = at;
    const stats = tallies.take();
    try {
      await records.doorStats.add(stats);
      if (at - this.#forgot < HOUR_MS) return;
      await records.doorStats.forget(at - KEEP_MS);
      this.#forgot = at;
    } catch (error) {
      log.warn({ err: error }, "figures of doors were not written down; they will be with the next");
      if (stats.length < HELD_MAX) tallies.putBack(stats);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.look();
  }
}
