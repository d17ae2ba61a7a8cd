import type { AlertView, DoorView, ReleaseView } from "@openlock/api";
import { describe, expect, it } from "vitest";
import { besideOf, createRows, findRows, isShown } from "./door-rows.ts";
import { readOverviewSearch } from "./overview-search.ts";

const NOW = 1_800_000_000_000;
const STATUS = {
  ...{ lock: "locked", mode: "normal", firmware: "1.0.0", chip: "ESP32", uptime: 5, rssi: -50 },
  ...{ freeHeap: 1, clock: "synced", boot: "b" },
} as const;

interface Sketch {
  readonly online?: boolean;
  readonly version?: string;
  readonly chip?: string;
  readonly document?: Partial<NonNullable<DoorView["status"]>["document"]>;
  readonly since?: number;
}

function door(
  id: string,
  { online = true, version = "1.0.0", chip = "ESP32", document, since }: Sketch = {},
) {
  return {
    ...{ id, name: `Door ${id}`, createdAt: 1, online },
    ...(since !== undefined && { since }),
    device: { kid: "k", uid: "u", firmware: { version, chip }, boundAt: 1, registeredAt: 7 },
    status: { at: NOW, document: { ...STATUS, ...document } },
  } satisfies DoorView;
}

const alert = (kind: AlertView["kind"], id: string, at = NOW) =>
  ({ id: 1, at, kind, door: { id, name: id }, count: 1, summary: "", next: "" }) satisfies AlertView;
const release = (version: string, chip: string) => ({ version, chip }) as ReleaseView;
const rowsOf = (
  doors: readonly DoorView[],
  alerts: readonly AlertView[] = [],
  releases: readonly ReleaseView[] = [],
) => createRows(besideOf(alerts, releases, NOW))(doors);

describe("a row", () => {
  it("is the same one for a door that has not changed, and another for one that has", () => {
    const [a, b] = [door("a"), door("b")];
    const toRows = createRows(besideOf([], [], NOW));
    const before = toRows([a, b]);
    const after = toRows([a, door("b", { online: false })]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it("has what alerts of the last day said of its door, once, and what the door says itself", () => {
    const [row] = rowsOf(
      [door("a", { document: { tamper: true, battery: 9 } })],
      [
        alert("door-ajar", "a"),
        alert("door-ajar", "a"),
        alert("tamper", "b"),
        alert("door-offline", "a"),
        alert("password-locked", "a", NOW - 90_000_000),
      ],
    );
    expect(row?.alarms).toEqual(["tamper", "door-ajar", "battery"]);
  });

  it("has the latest release for its chip where it is later than its own", () => {
    const releases = [release("1.2.0", "ESP32"), release("1.10.0", "ESP32"), release("9.0.0", "ESP32-C3")];
    const rows = rowsOf(
      [door("a"), door("b", { version: "1.10.0" }), door("c", { chip: "ESP32-S3" })],
      [],
      releases,
    );
    expect(rows.map(({ update }) => update)).toEqual(["1.10.0", undefined, undefined]);
    expect(rows.map((row) => isShown(row, "update"))).toEqual([true, false, false]);
  });

  it("says when the door was heard last", () => {
    const rows = rowsOf([door("a"), door("b", { online: false, since: 42 }), door("c", { online: false })]);
    expect(rows.map(({ lastSeen }) => lastSeen)).toEqual([NOW, 42, 7]);
  });
});

describe("doors are found", () => {
  const rows = rowsOf([
    door("back", { document: { rssi: -80 } }),
    door("front", { document: { lock: "unlocked" }, version: "1.1.0" }),
    door("side", { online: false, since: 3 }),
    door("top", { document: { mode: "lockdown" } }),
  ]);
  const ids = (search: Parameters<typeof findRows>[1]) =>
    findRows(rows, search).map(({ door: { id } }) => id);

  it("by how they are", () => {
    expect(ids({})).toEqual(["back", "front", "side", "top"]);
    expect(ids({ show: "offline" })).toEqual(["side"]);
    expect(ids({ show: "open" })).toEqual(["front"]);
    expect(ids({ show: "lockdown" })).toEqual(["top"]);
    expect(ids({ show: "alarm" })).toEqual([]);
  });

  it("by words of their name or Door ID, in any order", () => {
    expect(ids({ q: "FRONT door" })).toEqual(["front"]);
    expect(ids({ q: "nowhere" })).toEqual([]);
  });

  it("in the order that is asked for, what needs somebody first", () => {
    expect(ids({ sort: "state" })).toEqual(["side", "front", "top", "back"]);
    expect(ids({ sort: "signal" })).toEqual(["back", "front", "top", "side"]);
    expect(ids({ sort: "version" }).at(-1)).toBe("front");
    expect(ids({ sort: "seen" })[0]).toBe("side");
  });
});

it("takes from an address what fits, and no more", () => {
  expect(readOverviewSearch({ show: "offline", sort: "signal", q: "a" })).toEqual({
    ...{ show: "offline", sort: "signal", q: "a" },
  });
  expect(readOverviewSearch({ show: "all", sort: "constructor", q: 5 })).toEqual({});
});
