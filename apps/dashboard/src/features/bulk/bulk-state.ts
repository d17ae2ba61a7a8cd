import type { Failure } from "../doors/explain-failure.ts";
import type { BulkAction } from "./bulk-action.ts";

/** Where one door of many is. Only its own sealed answer makes `done`. */
export type Outcome =
  | { readonly phase: "waiting" }
  | { readonly phase: "sending" }
  | { readonly phase: "done" }
  | { readonly phase: "failed"; readonly failure: Failure }
  /** Nothing in this browser lets it; `wrong`: the door did not take the password. */
  | { readonly phase: "password"; readonly wrong: boolean };

export type Phase = Outcome["phase"];

export interface BulkDoor {
  readonly id: string;
  readonly name: string;
}

/** One thing asked of many doors. */
export interface BulkRun {
  readonly action: BulkAction;
  readonly doors: readonly BulkDoor[];
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

const WAITING: Outcome = { phase: "waiting" };

export function newRun(action: BulkAction, doors: readonly BulkDoor[]): BulkRun {
  return { action, doors, outcomes: {} };
}

export function outcomeOf(run: BulkRun, door: string): Outcome {
  return run.outcomes[door] ?? WAITING;
}

export function withOutcomes(run: BulkRun, doors: readonly string[], outcome: Outcome): BulkRun {
  return { ...run, outcomes: { ...run.outcomes, ...Object.fromEntries(doors.map((id) => [id, outcome])) } };
}

export function inPhase(run: BulkRun, ...phases: readonly Phase[]): readonly BulkDoor[] {
  return run.doors.filter(({ id }) => phases.includes(outcomeOf(run, id).phase));
}

export function isRunning(run: BulkRun): boolean {
  return inPhase(run, "waiting", "sending").length > 0;
}

const ORDER: Readonly<Record<Phase, number>> = { password: 0, failed: 1, sending: 2, waiting: 3, done: 4 };

/** What somebody has to do something about comes first, what is done last. */
export function inOrderOfNeed(run: BulkRun): readonly BulkDoor[] {
  const rank = ({ id }: BulkDoor) => ORDER[outcomeOf(run, id).phase];
  return run.doors.toSorted((a, b) => rank(a) - rank(b));
}
