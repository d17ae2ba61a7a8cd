import type { AlertView, DoorView, ReleaseView } from "@openlock/api";
import { compareVersions } from "@openlock/protocol";
import { matches } from "../doors/matches.ts";
import { type ShownState, shownState } from "../doors/shown-state.ts";
import type { OverviewSearch, Show, Sort } from "./overview-search.ts";

/** A door as the overview has it. */
export interface DoorRow {
  readonly door: DoorView;
  readonly state: ShownState;
  /** What somebody should look after: what the door says now, and what alerts of the last day said. */
  readonly alarms: readonly Alarm[];
  /** A later release for its chip. */
  readonly update: string | undefined;
  /** When it was heard last, milliseconds; undefined where it never was. */
  readonly lastSeen: number | undefined;
}

/** `tamper`: its housing is open now; `battery`: nearly empty. */
export type Alarm = AlertView["kind"] | "battery";

/** Alerts that ask for a look at the door. That one is offline, its state says. */
const ALARMS: readonly AlertView["kind"][] = [
  "tamper",
  "door-ajar",
  "password-locked",
  "command-replayed",
  "key-refused",
];
const ALARM_MS = 86_400_000;
const BATTERY_LOW = 15;

/** What is known of doors beside the doors themselves. */
export interface Beside {
  readonly alarms: ReadonlyMap<string, readonly AlertView["kind"][]>;
  /** The latest release by chip. */
  readonly releases: ReadonlyMap<string, string>;
}

export function besideOf(
  alerts: readonly AlertView[],
  releases: readonly ReleaseView[],
  now: number,
): Beside {
  const alarms = new Map<string, AlertView["kind"][]>();
  for (const { at, kind, door } of alerts) {
    if (!door || now - at > ALARM_MS || !ALARMS.includes(kind)) continue;
    const known = alarms.get(door.id) ?? [];
    alarms.set(door.id, known);
    if (!known.includes(kind)) known.push(kind);
  }
  const latest = new Map<string, string>();
  for (const { chip, version } of releases) {
    const known = latest.get(chip);
    if (known === undefined || compareVersions(version, known) > 0) latest.set(chip, version);
  }
  return { alarms, releases: latest };
}

/** Rows of doors, the same one as before for a door that has not changed: what shows it need not do so anew. */
export function createRows(beside: Beside): (doors: readonly DoorView[]) => readonly DoorRow[] {
  const made = new WeakMap<DoorView, DoorRow>();
  return (doors) =>
    doors.map((door) => {
      const row = made.get(door) ?? toRow(door, beside);
      made.set(door, row);
      return row;
    });
}

function toRow(door: DoorView, { alarms, releases }: Beside): DoorRow {
  const { device, status, online, since } = door;
  const told = alarms.get(door.id) ?? [];
  const { tamper, battery } = status?.document ?? {};
  const latest = device && releases.get(device.firmware.chip);
  return {
    door,
    state: shownState(door),
    alarms: [
      ...(tamper && !told.includes("tamper") ? (["tamper"] as const) : []),
      ...told,
      ...(battery !== undefined && battery < BATTERY_LOW ? (["battery"] as const) : []),
    ],
    update:
      device && latest !== undefined && compareVersions(latest, device.firmware.version) > 0
        ? latest
        : undefined,
    lastSeen: online ? (status?.at ?? since) : (since ?? device?.registeredAt),
  };
}

export function isShown({ state, alarms, update }: DoorRow, show: Show): boolean {
  switch (show) {
    case "all":
      return true;
    case "offline":
    case "lockdown":
      return state.kind === show;
    case "open":
      return state.kind === "unlocked" || state.kind === "held";
    case "alarm":
      return alarms.length > 0;
    case "update":
      return update !== undefined;
  }
}

export function findRows(
  rows: readonly DoorRow[],
  { show = "all", sort = "name", q = "" }: OverviewSearch,
): readonly DoorRow[] {
  const found = rows.filter((row) => isShown(row, show) && matches(row.door, q));
  // They come by name.
  return sort === "name" ? found : found.toSorted(COMPARE[sort]);
}

type Compare = (a: DoorRow, b: DoorRow) => number;

/** What needs somebody comes first. */
const STATES: readonly ShownState["kind"][] = [
  "offline",
  "unlocked",
  "held",
  "lockdown",
  "unknown",
  "no-device",
  "locked",
];

const rssi = ({ door }: DoorRow) => (door.online ? (door.status?.document.rssi ?? 0) : 1);
const version = ({ door }: DoorRow) => door.device?.firmware.version ?? "";

const COMPARE: Readonly<Record<Exclude<Sort, "name">, Compare>> = {
  state: (a, b) => STATES.indexOf(a.state.kind) - STATES.indexOf(b.state.kind),
  // The weakest first; of those that are away nothing is known now.
  signal: (a, b) => rssi(a) - rssi(b),
  version: (a, b) => compareVersions(version(a), version(b)),
  seen: (a, b) => (a.lastSeen ?? 0) - (b.lastSeen ?? 0),
  alarms: (a, b) => b.alarms.length - a.alarms.length,
};
