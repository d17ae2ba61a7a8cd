import type { CommandState, DoorAction } from "./command-state.ts";

/** What a button says that asks for it. */
export function actionLabel(action: DoorAction): string {
  switch (action.command) {
    case "unlock":
      return "Unlock";
    case "lock":
      return "Lock";
    case "identify":
      return "Identify";
    case "status":
      return "Check now";
    case "hold":
      return "Hold open";
    case "lockdown":
      return action.on ? "Start lockdown" : "Lift lockdown";
  }
}

/** How a command goes, in a few words; undefined where there is nothing to say. */
export function commandWords(state: CommandState): string | undefined {
  switch (state.phase) {
    case "idle":
    case "asking":
    case "failed":
      return undefined;
    case "sending":
      return "Sending…";
    case "at-door":
      return "At the door…";
    case "done":
      return doneWords(state.action);
  }
}

function doneWords(action: DoorAction): string {
  switch (action.command) {
    case "unlock":
      return "Unlocked";
    case "lock":
      return "Locked";
    case "identify":
      return "Blinking";
    case "status":
      return "Checked";
    case "hold":
      return "Held open";
    case "lockdown":
      return action.on ? "In lockdown" : "Lockdown lifted";
  }
}
