import { describe, expect, it } from "vitest";
import type { OpenStore } from "./records.contract.ts";

const HOUR = 3_600_000;
const ALL = { all: true } as const;

/** What every implementation of `DoorStatRecords` must do. */
export function describeDoorStatRecords(store: OpenStore) {
  describe("door stats", () => {
    /** Hours that no other test has. */
    const era = () => Number(store.fresh("era").split("-")[1]) * 1_000 * HOUR;
    const range = (
      from: number,
      hours: number,
      scope: { all: true } | { all: false; ids: string[] } = ALL,
    ) => ({
      ...{ from, to: from + hours * HOUR, scope },
    });

    it("are added up, whoever writes and however often", async () => {
      const hour = era();
      const door = store.fresh("summed");
      await Promise.all(
        store.both().map((node) =>
          node.doorStats.add([
            { hour, door, measure: "opens", value: 2 },
            { hour, door, measure: "online", value: 60_000 },
            { hour: hour + HOUR, door, measure: "opens", value: 1 },
          ]),
        ),
      );
      expect(await store.second.doorStats.byHour(range(hour, 2), "online")).toEqual([
        { hour, measure: "opens", value: 12 },
        { hour: hour + HOUR, measure: "opens", value: 6 },
      ]);
      expect(await store.records.doorStats.byDoor(range(hour, 1), "online")).toEqual([
        { door, value: 360_000 },
      ]);
    });

    it("are told of the hours and the doors that are asked for, and of no others", async () => {
      const hour = era();
      const [one, other] = [store.fresh("stat"), store.fresh("stat")];
      await store.records.doorStats.add(
        [one, other].flatMap((door) =>
          [0, 1, 2].map((after) => ({ hour: hour + after * HOUR, door, measure: "opens", value: 1 })),
        ),
      );
      const only = { all: false, ids: [one] } as { all: false; ids: string[] };
      expect(await store.records.doorStats.byHour(range(hour + HOUR, 1), "online")).toEqual([
        { hour: hour + HOUR, measure: "opens", value: 2 },
      ]);
      expect(await store.records.doorStats.byDoor(range(hour, 3, only), "opens")).toEqual([
        { door: one, value: 3 },
      ]);
      const none = { all: false, ids: [] } as { all: false; ids: string[] };
      expect(await store.records.doorStats.byHour(range(hour, 3, none), "online")).toEqual([]);
      expect(await store.records.doorStats.byDoor(range(hour, 3, none), "opens")).toEqual([]);
    });

    it("hold what many doors did, and numbers larger than 32 bits", async () => {
      const hour = era();
      const doors = Array.from({ length: 1_200 }, () => store.fresh("many"));
      await store.records.doorStats.add(
        doors.map((door) => ({ hour, door, measure: "online", value: 3_600_000 })),
      );
      const found = await store.second.doorStats.byDoor(range(hour, 1), "online");
      expect(found.map(({ door }) => door)).toEqual(doors.toSorted());
      await store.records.doorStats.add([{ hour, door: "long", measure: "sum", value: 5_000_000_000 }]);
      expect(await store.second.doorStats.byDoor(range(hour, 1), "sum")).toEqual([
        { door: "long", value: 5_000_000_000 },
      ]);
    });

    it("are forgotten when they are old", async () => {
      const hour = era();
      const door = store.fresh("old");
      await store.records.doorStats.add(
        [0, 1].map((after) => ({ hour: hour + after * HOUR, door, measure: "opens", value: 1 })),
      );
      // Eras of other tests are kept out of it.
      await store.records.doorStats.forget(hour + HOUR);
      expect(await store.second.doorStats.first()).toBe(hour + HOUR);
      expect(await store.second.doorStats.byHour(range(hour, 2), "online")).toEqual([
        { hour: hour + HOUR, measure: "opens", value: 1 },
      ]);
    });
  });
}
