import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { sessionStore, signedOut } from "../../api/session.ts";
import { nextName } from "./next-name.ts";
import { noteDoor, noteWifi, sittingStore } from "./sitting.ts";

describe("the name of the next door", () => {
  test.each([
    ["Room 7", "Room 8"],
    ["Room 009", "Room 010"],
    ["Room 99", "Room 100"],
    ["Front door", "Front door 2"],
    ["Flat 2 B", "Flat 2 B 2"],
    ["12", "13"],
  ])("after %s comes %s", (name, next) => {
    expect(nextName(name)).toBe(next);
  });

  test("is always another one, however long one goes on", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (name) => {
        const names = [name];
        for (let door = 0; door < 12; door++) names.push(nextName(names.at(-1) ?? ""));
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

describe("a sitting", () => {
  beforeEach(() => sittingStore.setState(sittingStore.getInitialState(), true));

  test("has each door once, in the order in which they were begun, as it is now", () => {
    noteDoor({ id: "room-1", name: "Room 1", done: false });
    noteDoor({ id: "room-2", name: "Room 2", done: false });
    noteDoor({ id: "room-1", name: "Room 1", done: true, password: "made-for-it" });
    expect(sittingStore.getState().doors).toEqual([
      { id: "room-1", name: "Room 1", done: true, password: "made-for-it" },
      { id: "room-2", name: "Room 2", done: false },
    ]);
  });

  test("is over, passwords and all, when somebody signs out", () => {
    noteDoor({ id: "room-1", name: "Room 1", done: true, password: "made-for-it" });
    noteWifi({ ssid: "home", password: "open-sesame" });
    sessionStore.setState({ status: "unknown" }, true);
    signedOut();
    expect(JSON.stringify(sittingStore.getState())).not.toMatch(/made-for-it|open-sesame/);
  });
});
