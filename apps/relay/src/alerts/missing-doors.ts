import type { DoorId } from "@openlock/protocol";
import type { AlertTurn, MissingDoor } from "../records/alerting.ts";
import type { Happening } from "./happenings.ts";
import { groupKeys, Tally, type Told } from "./tally.ts";

/** How often somebody looks which doors are there. */
export const LOOK_MS = 15_000;
/** Nobody has looked for so long: no relay ran. What doors did meanwhile is not theirs to answer for. */
const GAP_MS = 4 * LOOK_MS;
/** Doors of one turn that are found to be offline for too long; of more, the others have theirs at the next look. */
const DUE_MAX = 300;
/** Notes when somebody looked last. */
export const DOORS_MARK = "doors";

export interface Doors {
  readonly withDevice: readonly DoorId[];
  readonly online: ReadonlySet<DoorId>;
}

/** Whether it is time to look again. */
export function isTimeToLook(last: number | undefined, now: number): boolean {
  return last === undefined || now - last >= LOOK_MS || now < last;
}

export interface Look {
  /** Doors that were not missing at the last look. */
  readonly lost: readonly DoorId[];
  /** What is to be told: doors offline for too long, and doors back that had been told. */
  readonly told: readonly Told[];
}

/**
 * Compares which doors are there with which were missing before.
 *
 * @param offlineMs from when on a missing door is told
 * @returns undefined where another node was faster
 */
export async function lookAtDoors(
  turn: AlertTurn,
  doors: Doors,
  now: number,
  offlineMs: number,
): Promise<Look | undefined> {
  const last = await turn.mark(DOORS_MARK);
  if (!isTimeToLook(last, now)) return undefined;
  await turn.putMark(DOORS_MARK, now);
  const before = await turn.missingDoors();
  const { missing, due, gone } = compare(before, doors, {
    now,
    offlineMs,
    // Of what was missing then nobody knows for how long it was.
    anew: last === undefined || now - last > GAP_MS,
  });
  const back = gone.filter(({ door, state }) => state === "told" && doors.online.has(door));
  const offline = due.map(({ door, since }) => happening("door-offline", door, now, { since }));
  const returned = back.map(({ door, since }) => happening("door-back", door, now, { since, until: now }));
  const tally = new Tally(await turn.groups([...offline, ...returned].flatMap(groupKeys)), now);
  const alerts = offline.map((one) => tally.count(one));
  const told = [...alerts, ...returned.map((one) => tally.count(one))];
  await turn.putMissingDoors([
    ...missing,
    ...due.map((door, index): MissingDoor => ({ ...door, state: alerts[index] ? "told" : "held" })),
  ]);
  await turn.removeMissingDoors(gone.map(({ door }) => door));
  await turn.putGroups(tally.changed);
  const known = new Set(before.map(({ door }) => door));
  return {
    lost: missing.flatMap(({ door }) => (known.has(door) ? [] : [door])),
    told: told.filter((one) => one !== undefined),
  };
}

interface Comparison {
  /** Not there, since now as far as anybody knows. */
  readonly missing: readonly MissingDoor[];
  /** Not there for too long, and not told yet. */
  readonly due: readonly MissingDoor[];
  /** There again, or no door with a device any more. */
  readonly gone: readonly MissingDoor[];
}

function compare(
  before: readonly MissingDoor[],
  { withDevice, online }: Doors,
  when: { readonly now: number; readonly offlineMs: number; readonly anew: boolean },
): Comparison {
  const known = new Map(before.map((missing) => [missing.door, missing]));
  const absent = new Set(withDevice.filter((door) => !online.has(door)));
  const missing: MissingDoor[] = [];
  const due: MissingDoor[] = [];
  for (const door of absent) {
    const held = known.get(door);
    if (!held || (when.anew && held.state === "missing")) {
      missing.push({ door, since: when.now, state: "missing" });
    } else if (held.state === "missing" && when.now - held.since >= when.offlineMs) due.push(held);
  }
  return { missing, due: due.slice(0, DUE_MAX), gone: before.filter(({ door }) => !absent.has(door)) };
}

function happening(
  kind: "door-offline" | "door-back",
  door: DoorId,
  at: number,
  detail: Happening["detail"],
): Happening {
  return { at, kind, subject: door, door, times: 1, threshold: 1, detail };
}
