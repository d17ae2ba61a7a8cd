import { t } from "../../i18n/text.ts";
import type { CommandState, DoorAction } from "./command-state.ts";

/** What a button says that asks for it. */
export function actionLabel(action: DoorAction): string {
  switch (action.command) {
    case "unlock":
      return t`Unlock`;
    case "lock":
      return t`Lock`;
    case "identify":
      return t`Identify`;
    case "status":
      return t`Check now`;
    case "hold":
      return t`Hold open`;
    case "lockdown":
      return action.on ? t`Start lockdown` : t`Lift lockdown`;
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
      return t`Sending…`;
    case "at-door":
      return t`At the door…`;
    case "done":
      return doneWords(state.action);
  }
}

function doneWords(action: DoorAction): string {
  switch (action.command) {
    case "unlock":
      return t`Unlocked`;
    case "lock":
      return t`Locked`;
    case "identify":
      return t`Blinking`;
    case "status":
      return t`Checked`;
    case "hold":
      return t`Held open`;
    case "lockdown":
      return action.on ? t`In lockdown` : t`Lockdown lifted`;
  }
}
