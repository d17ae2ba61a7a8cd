import type { RolloutDoorView, RolloutView } from "@openlock/api";
import type { Rollout, RolloutDoor, RolloutRecords } from "../records/rollout-records.ts";

type Counts = Awaited<ReturnType<RolloutRecords["counts"]>>;

/** A rollout as pages see it. */
export function rolloutView(rollout: Rollout, counts: Counts): RolloutView {
  const last = Math.max(rollout.stage, ...counts.map(({ stage }) => stage));
  const stages = Array.from({ length: last + 1 }, () => ({
    waiting: 0,
    updating: 0,
    done: 0,
    failed: 0,
    skipped: 0,
  }));
  for (const { stage, state, count } of counts) {
    const at = stages[stage];
    if (at) at[state] += count;
  }
  return { ...rollout, stages };
}

export function rolloutDoorView(row: RolloutDoor): RolloutDoorView {
  const { door, stage, state, from, tries, worse, at, phase, percent, why } = row;
  return {
    ...{ door, stage, state, from, tries, worse, at },
    ...(phase === undefined ? {} : { phase }),
    ...(percent === undefined ? {} : { percent }),
    ...(why === undefined ? {} : { why }),
  };
}
