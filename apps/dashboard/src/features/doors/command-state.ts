import type { CommandStep } from "@openlock/client";
import type { Failure } from "./explain-failure.ts";

/** What a person can ask a door to do from here. */
export type DoorAction =
  | { readonly command: "unlock" | "lock" | "identify" | "status" }
  /** `until` in seconds since the epoch. */
  | { readonly command: "hold"; readonly until: number }
  | { readonly command: "lockdown"; readonly on: boolean };

/** Where one command to one door is. Only the door's own sealed answer leads to `done`. */
export type CommandState =
  | { readonly phase: "idle" }
  /** The door password is needed; `wrong`: the door did not take the last one. */
  | { readonly phase: "asking"; readonly action: DoorAction; readonly wrong: boolean }
  /** The key is looked up and the command sealed. */
  | { readonly phase: "sending"; readonly action: DoorAction }
  /** Sent; the answer is outstanding. */
  | { readonly phase: "at-door"; readonly action: DoorAction }
  | { readonly phase: "done"; readonly action: DoorAction }
  | { readonly phase: "failed"; readonly action: DoorAction; readonly failure: Failure };

export type CommandEvent =
  | { readonly type: "asked"; readonly action: DoorAction }
  | { readonly type: "password-needed"; readonly wrong: boolean }
  | { readonly type: "password-given" }
  | { readonly type: "step"; readonly step: CommandStep }
  | { readonly type: "answered" }
  | { readonly type: "failed"; readonly failure: Failure }
  /** The person has seen how it ended, or does not want it any more. */
  | { readonly type: "dismissed" };

export const IDLE: CommandState = { phase: "idle" };

export function isBusy(state: CommandState): boolean {
  return state.phase === "sending" || state.phase === "at-door";
}

/** The state after an event; the same one where the event does not fit it, such as a second tap. */
export function nextCommandState(state: CommandState, event: CommandEvent): CommandState {
  switch (event.type) {
    case "asked":
      return isBusy(state) ? state : { phase: "sending", action: event.action };
    case "password-needed":
      return isBusy(state) && "action" in state
        ? { phase: "asking", action: state.action, wrong: event.wrong }
        : state;
    case "password-given":
      return state.phase === "asking" ? { phase: "sending", action: state.action } : state;
    case "step":
      if (!isBusy(state) || !("action" in state)) return state;
      return { phase: event.step === "waiting" ? "at-door" : "sending", action: state.action };
    case "answered":
      // What was not sent cannot have been answered.
      return state.phase === "at-door" ? { phase: "done", action: state.action } : state;
    case "failed":
      return isBusy(state) && "action" in state
        ? { phase: "failed", action: state.action, failure: event.failure }
        : state;
    case "dismissed":
      return isBusy(state) ? state : IDLE;
  }
}
