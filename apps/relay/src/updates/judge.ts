import type { HaltReason } from "@openlock/api";
import type { DoorId } from "@openlock/protocol";
import type { AuditRecords } from "../records/records.ts";
import type { Rollout, RolloutDoor } from "../records/rollout-records.ts";

/** A door's commands before its update that are compared with those after it. */
const BEFORE_MS = 7 * 86_400_000;
const COMMANDS_MAX = 200;
/** A command or two that fail are chance. */
const UNANSWERED_MIN = 2;
/** How much larger the share of unanswered commands must be to count as worse. */
const WORSE_BY = 0.2;
const UNANSWERED = ["device-timeout", "connection-lost", "door-offline"];

/**
 * Whether a door answers worse since its update: at least two of its commands got no answer since, and their share is
 * larger by a fifth of all than it was in the week before. A refusal of the door's is an answer.
 */
export async function answersWorse(
  audit: Pick<AuditRecords, "list">,
  door: DoorId,
  updatedAt: number,
): Promise<boolean> {
  const after = await unanswered(audit, door, updatedAt, undefined);
  if (after.unanswered < UNANSWERED_MIN) return false;
  const before = await unanswered(audit, door, updatedAt - BEFORE_MS, updatedAt - 1);
  return after.share - before.share >= WORSE_BY;
}

async function unanswered(
  audit: Pick<AuditRecords, "list">,
  door: DoorId,
  from: number,
  to: number | undefined,
) {
  const rows = await audit.list({
    ...{ door, action: "command.send", from, limit: COMMANDS_MAX },
    ...(to === undefined ? {} : { to }),
  });
  const ended = rows.filter(({ outcome }) => outcome === "done" || outcome === "failed");
  const lost = ended.filter(({ code }) => code !== undefined && UNANSWERED.includes(code)).length;
  return { unanswered: lost, share: ended.length === 0 ? 0 : lost / ended.length };
}

/** Why a rollout must not go on, if so. What somebody has looked at already does not count. */
export function whyHalt(
  { plan, stage }: Pick<Rollout, "plan" | "stage">,
  doors: readonly RolloutDoor[],
): HaltReason | undefined {
  const bad = doors.filter(
    ({ state, worse, excused }) => !excused && (state === "failed" || (state === "done" && worse)),
  );
  const inCanary = bad.filter((door) => door.stage === 0);
  if (inCanary.some(({ why }) => why === "rolled-back")) return "rolled-back";
  if (stage === 0 && inCanary.length > 0) return "canary-failed";
  const counted = doors.filter(({ state }) => state !== "skipped").length;
  const most = Math.max(1, Math.min(plan.haltAt.doors, Math.ceil((counted * plan.haltAt.percent) / 100)));
  return bad.length >= most ? "too-many-failed" : undefined;
}
