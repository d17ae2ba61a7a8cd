import fc from "fast-check";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { DoorStat } from "../records/door-stats.ts";
import { stepOf, upTo } from "./answer-times.ts";
import { StatsKeeper } from "./keep.ts";
import { Tallies } from "./tallies.ts";

const START = Date.UTC(2026, 0, 5, 12);
const MINUTE = 60_000;

describe("steps of answer times", () => {
  it("hold the time that falls into them, and it is at most a fifth shorter than they say", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20_000, noNaN: true }), (ms) => {
        const most = upTo(stepOf(ms));
        expect(most + 0.5).toBeGreaterThanOrEqual(ms);
        expect(most * 0.8).toBeLessThanOrEqual(Math.max(ms, 1) + 1);
      }),
    );
  });
});

describe("tallies", () => {
  const tally = (now = () => START) => new Tallies(now);
  const values = (tallies: Tallies) =>
    tallies.take().map(({ door, measure, value }) => [door, measure, value]);

  it("count a lock that opens, and not one that is open or was never seen locked", () => {
    const tallies = tally();
    for (const lock of [
      "unlocked",
      "unlocked",
      "locked",
      "locked",
      "unlocked",
      "unlocked",
      "locked",
    ] as const) {
      tallies.lock("front", lock);
    }
    tallies.lock("side", "locked");
    expect(values(tallies)).toEqual([["front", "opens", 1]]);
    // Also where the door was away in between.
    tallies.lock("front", "unlocked");
    expect(values(tallies)).toEqual([["front", "opens", 1]]);
    expect(values(tallies)).toEqual([]);
  });

  it("belong to the hour in which it happened", () => {
    let now = START + 59 * MINUTE;
    const tallies = tally(() => now);
    tallies.answered("front", 100);
    now += 2 * MINUTE;
    tallies.answered("front", 100);
    expect(tallies.take().map(({ hour }) => hour)).toEqual([START, START + 60 * MINUTE]);
  });
});

describe("the keeper", () => {
  function rig() {
    const clock = { now: START };
    const written: DoorStat[] = [];
    const store = { down: false };
    const tallies = new Tallies(() => clock.now);
    const keeper = new StatsKeeper({
      tallies,
      doors: () => ["front", "side"],
      now: () => clock.now,
      log: pino({ level: "silent" }),
      records: {
        doorStats: {
          add: async (stats) => {
            if (store.down) throw new Error("gone");
            written.push(...stats);
          },
          first: async () => undefined,
          forget: async () => {},
          byHour: async () => [],
          byDoor: async () => [],
        },
      },
    });
    return { clock, written, store, tallies, keeper };
  }

  it("counts doors that are connected for the time since it looked last, but no time that nobody saw", async () => {
    const { clock, written, keeper } = rig();
    clock.now += MINUTE;
    await keeper.look();
    expect(written.map(({ door, value }) => [door, value])).toEqual([
      ["front", MINUTE],
      ["side", MINUTE],
    ]);
    clock.now += 8 * 60 * MINUTE;
    await keeper.look();
    clock.now -= 60 * MINUTE;
    await keeper.look();
    expect(written.filter(({ door }) => door === "front").map(({ value }) => value)).toEqual([
      MINUTE,
      2 * MINUTE,
      0,
    ]);
  });

  it("writes with the next what could not be written, once", async () => {
    const { clock, written, store, tallies, keeper } = rig();
    tallies.answered("front", 5);
    store.down = true;
    await keeper.look();
    store.down = false;
    clock.now += MINUTE;
    await keeper.stop();
    expect(written.filter(({ measure }) => measure.startsWith("answered"))).toMatchObject([{ value: 1 }]);
    await keeper.look();
    expect(written.filter(({ measure }) => measure.startsWith("answered"))).toHaveLength(1);
  });
});
