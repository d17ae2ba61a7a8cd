import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlertGroup } from "../records/alerting.ts";
import type { Happening } from "./happenings.ts";
import { ALERTS_PER_HOUR } from "./policy.ts";
import { Tally, type Told } from "./tally.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function happening(more: Partial<Happening> = {}): Happening {
  return {
    at: 0,
    kind: "tamper",
    subject: "front",
    door: "front",
    times: 1,
    threshold: 1,
    detail: {},
    ...more,
  };
}

/** Counts as the relay does: in turns, with what is stored between them. */
class Counter {
  readonly groups = new Map<string, AlertGroup>();
  now = 0;

  turn(happenings: readonly Happening[]): readonly Told[] {
    const tally = new Tally([...this.groups.values()], this.now);
    const ended = [...this.groups.values()].filter(
      ({ held, quietUntil }) => held > 0 && quietUntil <= this.now,
    );
    const told = [...ended.map((group) => tally.end(group)), ...happenings.map((one) => tally.count(one))];
    for (const group of tally.changed) this.groups.set(group.key, group);
    return told.filter((one) => one !== undefined);
  }

  get held(): number {
    return [...this.groups.values()].reduce((sum, { held }) => sum + held, 0);
  }
}

describe("alerts", () => {
  test("the first of a kind is told at once, the next ones when the quiet time is over, in one", () => {
    const counter = new Counter();
    expect(counter.turn([happening()])).toMatchObject([{ count: 1 }]);
    counter.now += MINUTE;
    expect(counter.turn([happening(), happening()])).toEqual([]);
    counter.now += 10 * MINUTE;
    expect(counter.turn([])).toMatchObject([{ count: 2 }]);
    counter.now += HOUR;
    expect(counter.turn([])).toEqual([]);
  });

  test("another subject is told by itself", () => {
    const counter = new Counter();
    expect(counter.turn([happening(), happening({ subject: "back", door: "back" })])).toHaveLength(2);
  });

  test("what is not worth an alert alone is told from its threshold on, within an hour", () => {
    const counter = new Counter();
    const failed = happening({ kind: "sign-in-failures", subject: "address a", threshold: 10 });
    expect(counter.turn(Array(9).fill(failed))).toEqual([]);
    counter.now += 61 * MINUTE;
    expect(counter.turn(Array(9).fill(failed))).toEqual([]);
    expect(counter.turn([failed])).toMatchObject([{ count: 10 }]);
    // A few more are no second alert, an attack that goes on is.
    expect(counter.turn(Array(9).fill(failed))).toEqual([]);
    counter.now += HOUR;
    expect(counter.turn([])).toEqual([]);
    expect(counter.turn([failed])).toMatchObject([{ count: 10 }]);
    expect(counter.turn([{ ...failed, times: 500 }])).toEqual([]);
    counter.now += HOUR;
    expect(counter.turn([])).toMatchObject([{ count: 500 }]);
  });

  test("a flood over ever new subjects is told in a bounded number, and the rest together", () => {
    const counter = new Counter();
    const flood = Array.from({ length: 1000 }, (_, index) => happening({ subject: `door-${index}` }));
    const told = counter.turn(flood);
    expect(told).toHaveLength(ALERTS_PER_HOUR);
    counter.now += HOUR;
    expect(counter.turn([])).toMatchObject([{ several: true, count: 1000 - ALERTS_PER_HOUR }]);
  });

  test("whatever comes when: nothing is lost, and an hour has not more alerts than the bound", () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 30 * MINUTE }),
      subjects: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const counter = new Counter();
        let happened = 0;
        const told: { readonly at: number; readonly count: number }[] = [];
        for (const { wait, subjects } of steps) {
          counter.now += wait;
          happened += subjects.length;
          const alerts = counter.turn(subjects.map((each) => happening({ subject: `${each}` })));
          told.push(...alerts.map(({ count }) => ({ at: counter.now, count })));
        }
        expect(told.reduce((sum, { count }) => sum + count, 0) + counter.held).toBe(happened);
        // Fixed hours: at the seam of two there may be as many as both have, and what was held.
        for (const { at } of told) {
          const within = told.filter((other) => other.at >= at && other.at < at + HOUR);
          expect(within.length).toBeLessThanOrEqual(2 * (ALERTS_PER_HOUR + 1));
        }
      }),
    );
  });
});
