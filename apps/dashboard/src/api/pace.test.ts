import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

const NEVER = new AbortController().signal;

/** A pace whose clock moves by what it waits. */
function paced() {
  let now = 1_000_000;
  const waits: number[] = [];
  const pace = new Pace({
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  return { pace, waits, pass: (ms: number) => (now += ms) };
}

describe("many commands", () => {
  it("go as fast as they can while there is plenty left", async () => {
    const { pace, waits } = paced();
    pace.note('"token";r=59;t=1, "network";r=599;t=1, "door";r=119;t=1');
    for (let sent = 0; sent < 20; sent++) await pace.turn(NEVER);
    expect(waits).toEqual([]);
  });

  it("go one by one when the most pressing limit is nearly used up", async () => {
    const { pace, waits } = paced();
    pace.note('"token";r=5;t=1, "network";r=560;t=1');
    for (let sent = 0; sent < 3; sent++) await pace.turn(NEVER);
    expect(waits).toEqual([1_000, 2_000]);
  });

  it("wait where nothing is left, and where the relay says when to come again", async () => {
    const { pace, waits, pass } = paced();
    pace.note('"token";r=0;t=3');
    await pace.turn(NEVER);
    expect(waits).toEqual([3_000]);
    pass(10_000);
    pace.refused(5);
    await pace.turn(NEVER);
    expect(waits).toEqual([3_000, 5_000]);
  });

  it("are quick again once there is more", async () => {
    const { pace, waits, pass } = paced();
    pace.note('"token";r=1;t=1');
    await pace.turn(NEVER);
    pass(60_000);
    pace.note('"token";r=58;t=1');
    for (let sent = 0; sent < 5; sent++) await pace.turn(NEVER);
    expect(waits).toEqual([]);
  });

  it("stop waiting when they are given up", async () => {
    const pace = new Pace();
    pace.refused(60);
    const giveUp = new AbortController();
    const turn = pace.turn(giveUp.signal);
    giveUp.abort();
    await expect(turn).rejects.toThrow("aborted");
    await expect(pace.turn(giveUp.signal)).rejects.toThrow("aborted");
  });

  it("mind nothing that is no such header", async () => {
    const { pace, waits } = paced();
    pace.note(null);
    pace.note("limit=5");
    await pace.turn(NEVER);
    expect(waits).toEqual([]);
  });
});
