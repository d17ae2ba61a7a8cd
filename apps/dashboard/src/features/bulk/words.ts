import { plural, t } from "../../i18n/text.ts";
import type { BulkAction } from "./bulk-action.ts";
import { type BulkRun, inPhase, isRunning, type Outcome } from "./bulk-state.ts";

/** What it is called, on a button or as a title. */
export function actionName(action: BulkAction): string {
  return ACTIONS[action].name();
}

interface ActionWords {
  readonly name: () => string;
  readonly done: () => string;
}

const ACTIONS: Readonly<Record<BulkAction, ActionWords>> = {
  lockdown: { name: () => t`Start lockdown`, done: () => t`In lockdown` },
  lift: { name: () => t`Lift lockdown`, done: () => t`Lockdown lifted` },
  lock: { name: () => t`Lock`, done: () => t`Locked` },
  status: { name: () => t`Check now`, done: () => t`Checked` },
  restart: { name: () => t`Restart`, done: () => t`Restarting` },
};

export function countWords(doors: number): string {
  return plural(doors, { one: t`1 door`, other: t`${doors} doors` });
}

/** How one door stands, in a few words. */
export function outcomeWords(action: BulkAction, outcome: Outcome): string {
  switch (outcome.phase) {
    case "waiting":
      return t`Waiting for its turn`;
    case "sending":
      return t`At the door…`;
    case "done":
      return ACTIONS[action].done();
    case "failed":
      return `${outcome.failure.title}. ${outcome.failure.next}`;
    case "password":
      return outcome.wrong ? t`It did not take that password` : t`It wants its door password`;
  }
}

/** How all of them stand, in one sentence. */
export function runWords(run: BulkRun): string {
  const done = inPhase(run, "done").length;
  const open = inPhase(run, "failed", "password");
  const doors = countWords(run.doors.length);
  if (isRunning(run)) return t`${actionName(run.action)}: ${done} of ${doors} answered`;
  const ended = ACTIONS[run.action].done();
  if (open.length > 0) {
    return t`${ended}: ${done} of ${doors}. Not yet: ${names(open.map(({ name }) => name))}`;
  }
  return run.doors.length === 1 ? `${ended}: ${doors}` : t`${ended}: all ${doors}`;
}

function names(all: readonly string[]): string {
  return all.length > 4 ? t`${all.slice(0, 3).join(", ")} and ${all.length - 3} more` : all.join(", ");
}
