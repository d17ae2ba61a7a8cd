import type { DoorView, SeenStatus } from "@openlock/api";
import { expect, test } from "vitest";
import { shownState, withState } from "./shown-state.ts";

const document: SeenStatus = {
  lock: "locked",
  mode: "normal",
  firmware: "0.1.0",
  chip: "ESP32",
  uptime: 1,
  rssi: -50,
  freeHeap: 1,
  clock: "relay",
  boot: "AAAAAAAAAAAAAAAAAAAAAA",
};
const device = {
  kid: "k",
  uid: "240ac4d2ab2e",
  firmware: { version: "0.1.0", chip: "ESP32" },
  boundAt: 1,
  registeredAt: 1,
};
const door = (status: Partial<SeenStatus> = {}): DoorView => ({
  id: "front",
  name: "Front",
  createdAt: 1,
  online: true,
  since: 5,
  device,
  status: { at: 10, document: { ...document, ...status } },
});

test("each state of a door has a name of its own", () => {
  expect(shownState(door())).toEqual({ kind: "locked" });
  expect(shownState(door({ lock: "unlocked", until: 99 }))).toEqual({ kind: "unlocked", until: 99 });
  expect(shownState(door({ lock: "unlocked", mode: "held", until: 99 }))).toEqual({
    kind: "held",
    until: 99,
  });
  expect(shownState(door({ mode: "lockdown" }))).toEqual({ kind: "lockdown" });
});

test("what is open is shown as open, whatever the mode", () => {
  expect(shownState(door({ lock: "unlocked", mode: "lockdown" })).kind).toBe("unlocked");
});

test("a door that is not connected is never shown as what it was", () => {
  expect(shownState({ ...door({ lock: "unlocked" }), online: false })).toEqual({ kind: "offline", since: 5 });
});

test("without a device, and before it has said anything", () => {
  const { device: _, ...bare } = door();
  expect(shownState(bare).kind).toBe("no-device");
  const { status: __, ...silent } = door();
  expect(shownState(silent).kind).toBe("unknown");
});

test("a sealed answer takes the place of what was known, with its end or without one", () => {
  const open = withState(door(), { lock: "unlocked", mode: "normal", until: 50 }, 20);
  expect(shownState(open)).toEqual({ kind: "unlocked", until: 50 });
  const shut = withState(open, { lock: "locked", mode: "normal" }, 30);
  expect(shut.status?.document.until).toBeUndefined();
  expect(shut.status?.at).toBe(30);
});
