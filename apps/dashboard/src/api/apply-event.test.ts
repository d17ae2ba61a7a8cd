import type { DoorView, SeenStatus } from "@openlock/api";
import { expect, test } from "vitest";
import { applyEvent } from "./apply-event.ts";

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
const door: DoorView = { id: "front", name: "Front", createdAt: 1, online: false, since: 5 };

test("online and offline say since when", () => {
  const online = applyEvent(door, { type: "door-online", door: "front", at: 10 });
  expect(online).toMatchObject({ online: true, since: 10 });
  expect(applyEvent(online, { type: "door-offline", door: "front", at: 20 })).toMatchObject({
    online: false,
    since: 20,
  });
});

test("a status that was overtaken by a newer one does not take its place", () => {
  const newer = applyEvent(door, { type: "door-status", door: "front", at: 20, document });
  const older = { ...document, lock: "unlocked" } as const;
  expect(applyEvent(newer, { type: "door-status", door: "front", at: 10, document: older })).toBe(newer);
  expect(applyEvent(newer, { type: "door-status", door: "front", at: 30, document: older }).status).toEqual({
    at: 30,
    document: older,
  });
});

test("another door's news leave it as it is", () => {
  expect(applyEvent(door, { type: "door-online", door: "back", at: 10 })).toBe(door);
});
