import { createStore, useStore } from "zustand";
import { t } from "../../i18n/text.ts";
import {
  type CommandEvent,
  type CommandState,
  type DoorAction,
  IDLE,
  nextCommandState,
} from "./command-state.ts";
import { feel } from "./feedback.ts";
import type { runCommand } from "./run-command.ts";

/** How long the button says how it ended before it can be tapped again, milliseconds: no tap twice by accident. */
const SHOW_DONE = 1_200;

/** By Door ID, so that a card and the door's page show the same. */
const commands = createStore<Readonly<Record<string, CommandState>>>(() => ({}));

export function useCommand(doorId: string): CommandState {
  return useStore(commands, (all) => all[doorId] ?? IDLE);
}

/** Asks the door; how it goes shows in {@link useCommand}. */
export async function command(doorId: string, action: DoorAction): Promise<void> {
  const before = stateOf(doorId);
  if (dispatch(doorId, { type: "asked", action }) !== before) await run(doorId, action, undefined);
}

/** The password that was asked for. Kept in this browser unless the door says that it is wrong. */
export async function givePassword(doorId: string, password: string): Promise<void> {
  const state = stateOf(doorId);
  if (state.phase !== "asking") return;
  dispatch(doorId, { type: "password-given" });
  await run(doorId, state.action, password);
}

export function dismiss(doorId: string): void {
  dispatch(doorId, { type: "dismissed" });
}

/** Loads what it takes to command a door, so that the first tap need not wait for it. */
export function prepareCommands(): void {
  loadRunner().catch(() => undefined);
}

type Runner = typeof runCommand;
const runners = new Map<string, () => Promise<Runner>>();

/**
 * Commands of this door go another way than those of who is signed in.
 *
 * @returns ends that
 */
export function commandBy(doorId: string, load: () => Promise<Runner>): () => void {
  runners.set(doorId, load);
  return () => {
    runners.delete(doorId);
  };
}

/** Sealing and its schemas weigh a fifth of the page: it shows its doors first, and they are there for the first tap. */
const loadRunner = async () => (await import("./run-command.ts")).runCommand;

async function run(doorId: string, action: DoorAction, password: string | undefined): Promise<void> {
  try {
    const run = await (runners.get(doorId) ?? loadRunner)();
    await run(doorId, action, password, (event) => dispatch(doorId, event));
  } catch {
    dispatch(doorId, {
      type: "failed",
      failure: {
        code: "internal",
        title: t`This page could not load all of itself`,
        next: t`Nothing was sent. Check your connection, reload the page, then try again.`,
      },
    });
  }
  const ended = stateOf(doorId).phase;
  if (ended === "failed") feel("failed");
  if (ended !== "done") return;
  if (action.command === "unlock") feel("unlocked");
  setTimeout(() => {
    if (stateOf(doorId).phase === "done") dispatch(doorId, { type: "dismissed" });
  }, SHOW_DONE);
}

function stateOf(doorId: string): CommandState {
  return commands.getState()[doorId] ?? IDLE;
}

function dispatch(doorId: string, event: CommandEvent): CommandState {
  const next = nextCommandState(stateOf(doorId), event);
  commands.setState({ [doorId]: next });
  return next;
}
