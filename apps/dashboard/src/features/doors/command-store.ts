import type { DoorView } from "@openlock/api";
import { OpenLockError, type SendOptions } from "@openlock/client";
import type { DeviceStatus, DoorState } from "@openlock/protocol";
import { createStore, useStore } from "zustand";
import { openlock } from "../../api/client.ts";
import { serverNow } from "../../api/server-clock.ts";
import { queries } from "../../app/queries.ts";
import { forgetDoorPassword, readDoorPassword, saveDoorPassword } from "../door-password/door-password.ts";
import {
  type CommandEvent,
  type CommandState,
  type DoorAction,
  IDLE,
  nextCommandState,
} from "./command-state.ts";
import { explainFailure } from "./explain-failure.ts";
import { withState } from "./shown-state.ts";

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
  if (dispatch(doorId, { type: "asked", action }) === before) return;
  const password = await readDoorPassword(doorId).catch(() => undefined);
  if (password === undefined) dispatch(doorId, { type: "password-needed", wrong: false });
  else await send(doorId, action, password);
}

/** The password that was asked for. Kept in this browser unless the door says that it is wrong. */
export async function givePassword(doorId: string, password: string): Promise<void> {
  const state = stateOf(doorId);
  if (state.phase !== "asking") return;
  dispatch(doorId, { type: "password-given" });
  // Where the browser keeps nothing, as in some private windows, it is asked for each time.
  await saveDoorPassword(doorId, password).catch(() => undefined);
  await send(doorId, state.action, password);
}

export function dismiss(doorId: string): void {
  dispatch(doorId, { type: "dismissed" });
}

async function send(doorId: string, action: DoorAction, password: string): Promise<void> {
  try {
    const state = await perform(doorId, action, {
      password,
      onStep: (step) => dispatch(doorId, { type: "step", step }),
    });
    learn(doorId, state);
    dispatch(doorId, { type: "answered" });
    setTimeout(() => {
      if (stateOf(doorId).phase === "done") dispatch(doorId, { type: "dismissed" });
    }, SHOW_DONE);
  } catch (error) {
    if (error instanceof OpenLockError && error.code === "bad-password") {
      await forgetDoorPassword(doorId);
      dispatch(doorId, { type: "password-needed", wrong: true });
    } else {
      dispatch(doorId, { type: "failed", failure: explainFailure(error) });
    }
  } finally {
    // The first command to a door pins its key.
    void queries.invalidateQueries({ queryKey: ["pinned-key", doorId] });
  }
}

function perform(
  doorId: string,
  action: DoorAction,
  options: SendOptions,
): Promise<DoorState | DeviceStatus> {
  const door = openlock.door(doorId);
  switch (action.command) {
    case "unlock":
      return door.unlock(options);
    case "lock":
      return door.lock(options);
    case "identify":
      return door.identify(options);
    case "status":
      return door.status(options);
    case "hold":
      return door.hold({ ...options, until: action.until });
    case "lockdown":
      return door.lockdown({ ...options, on: action.on });
  }
}

/** Shows what the door answered at once, without waiting for the event stream to tell it. */
function learn(doorId: string, state: DoorState): void {
  const at = serverNow();
  queries.setQueryData<readonly DoorView[]>(["doors"], (doors) =>
    doors?.map((door) => (door.id === doorId ? withState(door, state, at) : door)),
  );
  queries.setQueryData<DoorView>(["doors", doorId], (door) => door && withState(door, state, at));
}

function stateOf(doorId: string): CommandState {
  return commands.getState()[doorId] ?? IDLE;
}

function dispatch(doorId: string, event: CommandEvent): CommandState {
  const next = nextCommandState(stateOf(doorId), event);
  commands.setState({ [doorId]: next });
  return next;
}
