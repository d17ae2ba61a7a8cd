import type { DoorView, Stats } from "@openlock/api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onlineOf } from "./online.ts";
import { fill, percentile, SPANS, slotsOf } from "./slots.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 31, 14, 25);

describe("slots", () => {
  it.each(SPANS)("of a %s follow each other without a gap, and now is in the last one", (span) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const slots = slotsOf(span, now);
        expect(slots.slice(1).map(({ from }) => from)).toEqual(slots.slice(0, -1).map(({ to }) => to));
        const last = slots.at(-1);
        expect(last && last.from <= now && now < last.to).toBe(true);
      }),
    );
  });

  it("of a day are hours, of a week and a month days from midnight where the reader is", () => {
    expect(slotsOf("day", NOW)).toHaveLength(24);
    for (const [span, days] of [
      ["week", 7],
      ["month", 30],
    ] as const) {
      const slots = slotsOf(span, NOW);
      expect(slots).toHaveLength(days);
      for (const { from } of slots) expect(new Date(from).getHours()).toBe(0);
    }
  });

  it("have what their hours have", () => {
    const slots = [
      { from: 0, to: 2 * HOUR },
      { from: 2 * HOUR, to: 3 * HOUR },
      { from: 3 * HOUR, to: 4 * HOUR },
    ];
    const filled = fill(slots, [
      { at: 0, opens: 2, answered: [{ upTo: 100, count: 9 }] },
      { at: HOUR, opens: 3, answered: [{ upTo: 400, count: 1 }] },
      { at: 2 * HOUR, opens: 1, answered: [] },
    ]);
    expect(filled.map(({ opens, median, slow }) => [opens, median, slow])).toEqual([
      [5, 100, 400],
      [1, undefined, undefined],
      [0, undefined, undefined],
    ]);
  });
});

it("a percentile is a time that at least so many took, and is there where any did", () => {
  const steps = fc.array(
    fc.record({ upTo: fc.integer({ min: 1, max: 9_999 }), count: fc.integer({ min: 1, max: 50 }) }),
    {
      minLength: 1,
    },
  );
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (answered, part) => {
      const found = percentile(answered, part);
      const all = answered.reduce((sum, { count }) => sum + count, 0);
      const within = answered.reduce((sum, { upTo, count }) => sum + (upTo <= (found ?? -1) ? count : 0), 0);
      expect(within).toBeGreaterThanOrEqual(part * all);
    }),
  );
  expect(percentile([], 0.5)).toBeUndefined();
});

describe("how long doors were connected", () => {
  const door = (id: string, boundAt?: number) =>
    ({
      ...{ id, name: id, createdAt: 1, online: true },
      ...(boundAt !== undefined && {
        device: { kid: "", uid: "", firmware: { version: "1.0.0", chip: "ESP32" }, boundAt, registeredAt: 1 },
      }),
    }) satisfies DoorView;
  const stats = (doors: Stats["doors"], since = 0): Stats => ({
    from: 0,
    to: 10 * HOUR,
    since,
    hours: [],
    doors,
  });

  it("is told of those with a device, the least connected first", () => {
    const found = onlineOf(
      stats([
        { door: "good", onlineMs: 10 * HOUR },
        { door: "half", onlineMs: 5 * HOUR },
      ]),
      [door("good", 0), door("half", 0), door("never", 0), door("bare")],
      10 * HOUR,
    );
    expect(found.map(({ door: { id }, part }) => [id, part])).toEqual([
      ["never", 0],
      ["half", 0.5],
      ["good", 1],
    ]);
  });

  it("counts neither what is still to come, nor what was before there were figures or a device", () => {
    const one = [{ door: "a", onlineMs: 2 * HOUR }];
    expect(onlineOf(stats(one), [door("a", 6 * HOUR)], 8 * HOUR)[0]?.part).toBe(1);
    expect(onlineOf(stats(one, 4 * HOUR), [door("a", 0)], 8 * HOUR)[0]?.part).toBe(0.5);
    expect(onlineOf(stats(one), [door("a", 9 * HOUR)], 8 * HOUR)).toEqual([]);
  });
});
