import type { NewRollout } from "@openlock/api";
import { inScope } from "../events/feed.ts";
import type { Caller, Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { Rollout } from "../records/rollout-records.ts";
import { assignStages } from "./assign.ts";

/** @throws {ProblemError} `not-found`, `door-unknown`, `malformed`, `conflict` */
export async function beginRollout(
  { records, hot, now }: Pick<Services, "records" | "hot" | "now">,
  { release: id, doors: wanted, plan }: NewRollout,
  caller: Pick<Caller, "doors" | "label">,
): Promise<Rollout> {
  const release = await records.releases.byId(id);
  if (!release) throw new ProblemError("not-found", "There is no such release. It may have been removed.");
  const all = await records.doors.list();
  const mine = all.filter((door) => inScope(caller.doors, door.id));
  if (!wanted.all && wanted.ids.some((door) => mine.every((own) => own.id !== door))) throw unknownDoor();
  const doors = mine.filter((door) => inScope(wanted, door.id));
  const left = (await records.releases.list()).find(({ sha256 }) => sha256 === release.allowDowngrade);
  const online = await hot.presence.online(doors.map((door) => door.id));
  const rows = assignStages(doors, release, plan, { online, leaving: left?.version });
  const due = rows.filter(({ state }) => state === "waiting");
  if (due.length === 0) {
    throw new ProblemError(
      "conflict",
      `None of these doors needs it: version ${release.version} is for the ${release.chip}, and for doors with another version that it may follow.`,
    );
  }
  if (plan.canary !== undefined && !due.some(({ door }) => door === plan.canary)) {
    throw new ProblemError("malformed", "plan.canary: that door does not take this release. Choose another.");
  }
  const { version, chip, sha256 } = release;
  const begun = await records.rollouts.create({
    release: { id, version, chip, sha256 },
    plan,
    createdAt: now(),
    createdBy: caller.label,
    doors: rows,
  });
  switch (begun.outcome) {
    case "done":
      return begun.rollout;
    case "busy":
      throw new ProblemError("conflict", "Some of these doors are in a rollout that is not over.");
    case "no-door":
      throw unknownDoor();
    case "no-release":
      throw new ProblemError("not-found", "There is no such release. It may have been removed.");
  }
}

function unknownDoor(): ProblemError {
  return new ProblemError("door-unknown", "One of these doors is not there, or you may not use it.");
}
