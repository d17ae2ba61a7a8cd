import type { DoorView, Stats } from "@openlock/api";

/** For how much of a time a door was connected, as the server saw it. */
export interface Online {
  readonly door: DoorView;
  /** 0…1 */
  readonly part: number;
}

/** Every door with a device, the least connected first. What was before its device, or before any figures, does not count. */
export function onlineOf(stats: Stats, doors: readonly DoorView[], now: number): readonly Online[] {
  const known = new Map(stats.doors.map(({ door, onlineMs }) => [door, onlineMs]));
  return doors
    .flatMap((door) => {
      if (!door.device) return [];
      const from = Math.max(stats.from, stats.since ?? stats.from, door.device.boundAt);
      const time = Math.min(stats.to, now) - from;
      if (time <= 0) return [];
      return [{ door, part: Math.min(1, (known.get(door.id) ?? 0) / time) }];
    })
    .sort((a, b) => a.part - b.part);
}
