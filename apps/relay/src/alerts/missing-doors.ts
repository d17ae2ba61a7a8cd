import type { DoorId } from "@openlock/protocol";
import type { AlertTurn, MissingDoor } from "../records/alerting.ts";
import type { Happening } from "./happenings.ts";
import { groupKeys, Tally, type Told } from "./tally.ts";

/** How often somebody looks which doors are there. */
export const LOOK_MS = 15_000;
/** Nobody has looked for so long: no relay ran. What doors did meanwhile is not theirs to answer for. */
const GAP_MS = 4 * LOOK_MS;
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

/**
 * Compares which doors are there with which were missing before.
 *
 * @param offlineMs from when on a missing door is told
 * @returns what is to be told of it: doors offline for too long, and doors back that had been told
 */
export async function lookAtDoors(
  turn: AlertTurn,
  { withDevice, online }: Doors,
  now: number,
  offlineMs: number,
): Promise<readonly Told[]> {
  const last = await turn.mark(DOORS_MARK);
  // Another node was faster.
  if (!isTimeToLook(last, now)) return [];
  await turn.putMark(DOORS_MARK, now);
  const before = new Map((await turn.missingDoors()).map((missing) => [missing.door, missing]));
  const absent = new Set(withDevice.filter((door) => !online.has(door)));
  const gone: MissingDoor[] = [];
  const put: MissingDoor[] = [];
  for (const [door, missing] of before) if (!absent.has(door)) gone.push(missing);
  const unwatched = last === undefined || now - last > GAP_MS;
  const due: MissingDoor[] = [];
  for (const door of absent) {
    const missing = before.get(door);
    if (!missing || (unwatched && missing.state === "missing"))
      put.push({ door, since: now, state: "missing" });
    else if (missing.state === "missing" && now - missing.since >= offlineMs) due.push(missing);
  }
  const back = gone.filter(({ door, state }) => state === "told" && online.has(door));
  const offline = due.map(({ door, since }) => happening("door-offline", door, now, { since }));
  const returned = back.map(({ door, since }) => happening("door-back", door, now, { since, until: now }));
  const tally = new Tally(await turn.groups([...offline, ...returned].flatMap(groupKeys)), now);
  const told: Told[] = [];
  for (const [index, one] of offline.entries()) {
    const alert = tally.count(one);
    if (alert) told.push(alert);
    const missing = due[index];
    if (missing) put.push({ ...missing, state: alert ? "told" : "held" });
  }
  for (const one of returned) {
    const alert = tally.count(one);
    if (alert) told.push(alert);
  }
  await turn.putMissingDoors(put);
  await turn.removeMissingDoors(gone.map(({ door }) => door));
  await turn.putGroups(tally.changed);
  return told;
}

function happening(
  kind: "door-offline" | "door-back",
  door: DoorId,
  at: number,
  detail: Happening["detail"],
): Happening {
  return { at, kind, subject: door, door, times: 1, threshold: 1, detail };
}
