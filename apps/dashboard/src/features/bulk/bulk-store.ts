import { createStore, useStore } from "zustand";
import { t } from "../../i18n/text.ts";
import type { Failure } from "../doors/explain-failure.ts";
import { type BulkAction, toCommand } from "./bulk-action.ts";
import { type BulkDoor, type BulkRun, inPhase, isRunning, newRun, withOutcomes } from "./bulk-state.ts";

interface BulkState {
  readonly run: BulkRun | undefined;
  /** Whether its window is open; it goes on all the same. */
  readonly shown: boolean;
}

/** One at a time, whatever page is looked at. */
const bulk = createStore<BulkState>(() => ({ run: undefined, shown: false }));
let end = new AbortController();
/** Typed for a door that has not answered yet; forgotten with the run. */
const typed = new Map<string, string>();

export function useBulk(): BulkState {
  return useStore(bulk);
}

/** Asks all of these doors. @returns false where another run is under way, whose window is shown instead */
export function startBulk(action: BulkAction, doors: readonly BulkDoor[]): boolean {
  const { run } = bulk.getState();
  bulk.setState({ shown: true });
  if (run && isRunning(run)) return false;
  typed.clear();
  bulk.setState({ run: newRun(action, doors) });
  void ask(doors);
  return true;
}

/** Once more, but only of those that did not. */
export function retryFailed(): void {
  const { run } = bulk.getState();
  if (run) void ask(inPhase(run, "failed"));
}

/** For the doors that want one. A door that does not take it is asked for again. */
export function givePasswordToAll(password: string): void {
  const { run } = bulk.getState();
  if (!run) return;
  const wanting = inPhase(run, "password");
  for (const { id } of wanting) typed.set(id, password);
  void ask(wanting);
}

/** What was not sent yet is not sent any more. */
export function stopBulk(): void {
  end.abort();
}

export function showBulk(shown: boolean): void {
  const { run } = bulk.getState();
  const stays = shown || (run && isRunning(run));
  if (!stays) typed.clear();
  bulk.setState(stays ? { shown } : { shown, run: undefined });
}

async function ask(doors: readonly BulkDoor[]): Promise<void> {
  const { run } = bulk.getState();
  if (!run || doors.length === 0) return;
  const ids = doors.map(({ id }) => id);
  const command = toCommand(run.action);
  if (end.signal.aborted) end = new AbortController();
  const { signal } = end;
  const put = (door: readonly string[], outcome: Parameters<typeof withOutcomes>[2]) =>
    bulk.setState((state) => (state.run ? { run: withOutcomes(state.run, door, outcome) } : state));
  put(ids, { phase: "waiting" });
  try {
    const [{ runBulk }, { askDoor }] = await Promise.all([import("./run-bulk.ts"), import("./ask-door.ts")]);
    await runBulk(ids, {
      ask: (door) => askDoor(door, command, typed.get(door), signal),
      tell: (door, outcome) => put([door], outcome),
      signal,
    });
  } catch {
    // This page could not load all of itself: told below.
  }
  const { run: now } = bulk.getState();
  if (now) {
    const left = inPhase(now, "waiting", "sending").flatMap(({ id }) => (ids.includes(id) ? [id] : []));
    put(left, { phase: "failed", failure: signal.aborted ? stopped() : notLoaded() });
  }
}

function stopped(): Failure {
  return { code: "internal", title: t`Not sent`, next: t`You stopped before it was this door's turn.` };
}

function notLoaded(): Failure {
  return {
    code: "internal",
    title: t`This page could not load all of itself`,
    next: t`Nothing was sent to this door. Check your connection, then try again.`,
  };
}
