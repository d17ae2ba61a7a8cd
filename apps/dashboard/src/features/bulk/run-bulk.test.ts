import { describe, expect, it } from "vitest";
import {
  type BulkRun,
  inOrderOfNeed,
  inPhase,
  isRunning,
  newRun,
  type Outcome,
  outcomeOf,
  withOutcomes,
} from "./bulk-state.ts";
import { runBulk } from "./run-bulk.ts";

const DONE: Outcome = { phase: "done" };
const FAILED: Outcome = {
  phase: "failed",
  failure: { code: "door-offline", title: "The door is not connected", next: "Check it." },
};
const ids = (count: number) => Array.from({ length: count }, (_, index) => `door-${index}`);

function follow(doors: readonly string[]) {
  let run: BulkRun = newRun(
    "lockdown",
    doors.map((id) => ({ id, name: id })),
  );
  return {
    run: () => run,
    tell: (door: string, outcome: Outcome) => {
      run = withOutcomes(run, [door], outcome);
    },
  };
}

describe("many doors", () => {
  it("are each asked once, a few at a time, and one that fails holds up none", async () => {
    const { run, tell } = follow(ids(50));
    const asked: string[] = [];
    let underWay = 0;
    let most = 0;
    await runBulk(ids(50), {
      ask: async (door) => {
        asked.push(door);
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        return door === "door-7" ? FAILED : DONE;
      },
      tell,
      signal: new AbortController().signal,
    });
    expect(asked.toSorted()).toEqual(ids(50).toSorted());
    expect(most).toBeLessThanOrEqual(4);
    expect(inPhase(run(), "failed")).toEqual([{ id: "door-7", name: "door-7" }]);
    expect(inPhase(run(), "done")).toHaveLength(49);
    expect(isRunning(run())).toBe(false);
  });

  it("are not asked after somebody gave up, and what was under way is still told", async () => {
    const { run, tell } = follow(ids(20));
    const giveUp = new AbortController();
    await runBulk(ids(20), {
      ask: async () => {
        giveUp.abort();
        await Promise.resolve();
        return DONE;
      },
      tell,
      signal: giveUp.signal,
    });
    expect(inPhase(run(), "done").length).toBeLessThanOrEqual(4);
    expect(inPhase(run(), "waiting").length).toBeGreaterThanOrEqual(16);
  });

  it("go on where nothing could be sent to one", async () => {
    const { run, tell } = follow(ids(9));
    await runBulk(ids(9), {
      ask: async (door) => {
        if (door === "door-0") throw new Error("no key could be read");
        return DONE;
      },
      tell,
      signal: new AbortController().signal,
    });
    expect(inPhase(run(), "done")).toHaveLength(8);
    expect(outcomeOf(run(), "door-0")).toEqual({ phase: "sending" });
  });
});

it("shows first what somebody has to do something about", () => {
  const { run, tell } = follow(ids(4));
  tell("door-0", DONE);
  tell("door-1", { phase: "sending" });
  tell("door-2", FAILED);
  tell("door-3", { phase: "password", wrong: false });
  expect(inOrderOfNeed(run()).map(({ id }) => id)).toEqual(["door-3", "door-2", "door-1", "door-0"]);
});
