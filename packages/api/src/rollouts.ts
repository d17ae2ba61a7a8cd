import { DOOR_ID_PATTERN, ScheduleEntry } from "@openlock/protocol";
import { z } from "zod";
import { DoorScope } from "./people.ts";

const HoursEntry = z.strictObject({
  /** 1 is Monday, 7 is Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** `22:00`; one that ends before it begins goes on into the next day. */
  from: z.string(),
  to: z.string(),
});

/** Hours of the week in which doors are updated, or in which none is. */
export const RolloutHours = z.strictObject({
  mode: z.enum(["only", "never"]),
  entries: z
    .array(HoursEntry.refine((entry) => ScheduleEntry.safeParse(entry).success, "no hours of a day"))
    .min(1)
    .max(14),
  /** As the IANA names it, such as `Europe/Berlin`. */
  timeZone: z.string().max(64).refine(isTimeZone, "not a time zone"),
});
export type RolloutHours = z.infer<typeof RolloutHours>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Offsets are taken too, and have no summer.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** How an image goes to many doors. */
export const RolloutPlan = z.strictObject({
  /** The door that is first; where it is not said, the first one that is online. */
  canary: z.string().regex(DOOR_ID_PATTERN).exactOptional(),
  /** Percent of the doors that have it after each stage that follows the canary. */
  steps: z
    .array(z.int().min(1).max(100))
    .min(1)
    .max(10)
    .refine((steps) => steps.every((step, at) => step > (steps[at - 1] ?? 0)), "not ascending")
    .refine((steps) => steps.at(-1) === 100, "the last must be 100"),
  /** Between the last door of a stage and the next stage. */
  soakSeconds: z
    .int()
    .min(0)
    .max(30 * 86_400),
  /** Doors that are updated at once. */
  atOnce: z.int().min(1).max(100),
  /** It halts at so many doors that failed or answer worse than before, or at that share of all, whichever is fewer. */
  haltAt: z.strictObject({ doors: z.int().min(1).max(10_000), percent: z.int().min(1).max(100) }),
  hours: RolloutHours.exactOptional(),
});
export type RolloutPlan = z.infer<typeof RolloutPlan>;

export const NewRollout = z.strictObject({
  release: z.string().max(64),
  /** Those of them that the release is for. */
  doors: DoorScope,
  plan: RolloutPlan,
});
export type NewRollout = z.infer<typeof NewRollout>;

/**
 * `halted`: it stopped by itself, and can go on once somebody has looked. `stopped`: somebody ended it.
 */
export const RolloutState = z.enum(["running", "paused", "halted", "stopped", "done"]);
export type RolloutState = z.infer<typeof RolloutState>;

/** Why a rollout halted. */
export const HaltReason = z.enum(["canary-failed", "rolled-back", "too-many-failed"]);
export type HaltReason = z.infer<typeof HaltReason>;

export const RolloutDoorState = z.enum(["waiting", "updating", "done", "failed", "skipped"]);
export type RolloutDoorState = z.infer<typeof RolloutDoorState>;

const counts = z.strictObject({
  waiting: z.int(),
  updating: z.int(),
  done: z.int(),
  failed: z.int(),
  skipped: z.int(),
});

export const RolloutView = z.strictObject({
  id: z.int(),
  release: z.strictObject({
    id: z.string(),
    version: z.string(),
    chip: z.string(),
    sha256: z.string(),
  }),
  plan: RolloutPlan,
  state: RolloutState,
  reason: HaltReason.exactOptional(),
  /** The stage it is at; 0 is the canary. */
  stage: z.int(),
  /** When the next stage begins, where nothing but that time is waited for. */
  soakUntil: z.int().exactOptional(),
  /** Doors of each stage. `skipped` needed no update, or cannot take it. */
  stages: z.array(counts),
  createdAt: z.int(),
  createdBy: z.string(),
  endedAt: z.int().exactOptional(),
});
export type RolloutView = z.infer<typeof RolloutView>;

/** Newest first; `next` is the `before` of the page after. */
export const RolloutPage = z.strictObject({ rollouts: z.array(RolloutView), next: z.int().exactOptional() });
export type RolloutPage = z.infer<typeof RolloutPage>;

export const RolloutDoorView = z.strictObject({
  door: z.string(),
  stage: z.int(),
  state: RolloutDoorState,
  /** What it ran before. */
  from: z.string(),
  tries: z.int(),
  /** Of what is under way. */
  phase: z.string().exactOptional(),
  percent: z.int().exactOptional(),
  /** Why it failed or was skipped, or why it is not its turn yet. */
  why: z.string().exactOptional(),
  /** Updated, and answers worse than before. */
  worse: z.boolean(),
  at: z.int(),
});
export type RolloutDoorView = z.infer<typeof RolloutDoorView>;

/** In the order of their stages; `next` is the `after` of the page that follows. */
export const RolloutDoorPage = z.strictObject({
  doors: z.array(RolloutDoorView),
  next: z.int().exactOptional(),
});
export type RolloutDoorPage = z.infer<typeof RolloutDoorPage>;

/** Failed doors that are tried again; without a list all of them. */
export const RolloutRetry = z.strictObject({ doors: z.array(z.string()).max(10_000).exactOptional() });
export type RolloutRetry = z.infer<typeof RolloutRetry>;

/**
 * How many doors each stage has, the canary first. A stage that would have none is left out.
 *
 * @param count of all doors
 */
export function stageSizes(count: number, steps: readonly number[]): readonly number[] {
  if (count === 0) return [];
  const sizes = [1];
  let have = 1;
  for (const percent of steps) {
    const until = Math.max(have, Math.ceil((count * percent) / 100));
    if (until > have) sizes.push(until - have);
    have = until;
  }
  return sizes;
}
