import type { DoorId } from "@openlock/protocol";
import type { Config } from "../config/config.ts";
import type { EventFeed } from "../events/feed.ts";
import type { Hot } from "../hot/hot.ts";
import type { Records } from "../records/records.ts";
import { happeningsOf } from "./happenings.ts";
import { DOORS_MARK, type Doors, isTimeToLook, lookAtDoors } from "./missing-doors.ts";
import { raise } from "./raise.ts";
import { groupKeys, Tally, type Told } from "./tally.ts";

/** Audit rows of one turn: short enough that nobody who waits for the database notices. */
const ROWS_MAX = 200;
const FORGET_EVERY_MS = 3600_000;
const DAY_MS = 24 * 3600_000;
const KEPT = { alerts: 180 * DAY_MS, deliveries: 30 * DAY_MS, groups: DAY_MS };

interface WatchParts {
  readonly records: Records;
  readonly hot: Hot;
  readonly events: Pick<EventFeed, "publish" | "subscribe">;
  readonly config: Config;
  readonly now: () => number;
}

/**
 * Raises alerts from what is written down anyway: the audit, which says where the last look ended, and presence. Nodes
 * take turns; what one has raised is in the outbox when its turn ends, so a crash loses none and repeats none.
 */
export class AlertWatch {
  readonly #parts: WatchParts;
  /** Doors of which pages were told last that they are connected. */
  readonly #toldOnline = new Set<DoorId>();
  readonly #unlisten: () => void;
  #forgetAt = 0;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#unlisten = parts.events.subscribe((event) => {
      if (event.type === "door-online") this.#toldOnline.add(event.door);
      if (event.type === "door-offline") this.#toldOnline.delete(event.door);
    });
  }

  stop(): void {
    this.#unlisten();
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { records, now } = this.#parts;
    while (await records.alerts.pending(now())) if (!(await this.#readAudit())) break;
    await this.#lookAtDoors();
    await this.#forget();
  }

  /** @returns whether there may be more. */
  #readAudit(): Promise<boolean> {
    const now = this.#parts.now();
    return this.#parts.records.alerts.turn(async (turn) => {
      const rows = await turn.takeRows(ROWS_MAX);
      const happenings = rows.flatMap(happeningsOf);
      const ended = await turn.endedGroups(now);
      const keys = [...happenings.flatMap(groupKeys), ...ended.flatMap(({ key }) => [key, kindIn(key)])];
      const tally = new Tally(await turn.groups([...new Set(keys)]), now);
      const told: Told[] = [];
      for (const group of ended) {
        const alert = tally.end(group);
        if (alert) told.push(alert);
      }
      for (const happening of happenings) {
        const alert = tally.count(happening);
        if (alert) told.push(alert);
      }
      await turn.putGroups(tally.changed);
      await raise(turn, told, now);
      return rows.length === ROWS_MAX;
    });
  }

  async #lookAtDoors(): Promise<void> {
    const { records, hot, config, now } = this.#parts;
    if (!isTimeToLook(await records.alerts.mark(DOORS_MARK), now())) return;
    const withDevice = await records.alerts.doorsWithDevice();
    const doors: Doors = { withDevice, online: await hot.presence.online(withDevice) };
    const at = now();
    const look = await records.alerts.turn(async (turn) => {
      const look = await lookAtDoors(turn, doors, at, config.DOOR_OFFLINE_ALERT_SECONDS * 1000);
      if (look) await raise(turn, look.told, at);
      return look;
    });
    if (!look) return;
    // Also those that were missing at the last look, came, and went again before this one.
    const gone = withDevice.filter((door) => this.#toldOnline.has(door) && !doors.online.has(door));
    await this.#tellLost([...new Set([...look.lost, ...gone])]);
  }

  /** Nobody else tells pages of doors whose node was killed. */
  async #tellLost(lost: readonly DoorId[]): Promise<void> {
    if (lost.length === 0) return;
    const { hot, events, now } = this.#parts;
    // They may be back by now.
    const online = await hot.presence.online(lost);
    for (const door of lost) if (!online.has(door)) events.publish({ type: "door-offline", door, at: now() });
  }

  async #forget(): Promise<void> {
    const at = this.#parts.now();
    if (at < this.#forgetAt) return;
    this.#forgetAt = at + FORGET_EVERY_MS;
    await this.#parts.records.alerts.turn((turn) =>
      turn.forget({
        alerts: at - KEPT.alerts,
        deliveries: at - KEPT.deliveries,
        groups: at - KEPT.groups,
      }),
    );
  }
}

/** The group that bounds the kind of another. */
function kindIn(key: string): string {
  return key.split(" ", 1)[0] ?? key;
}
