import { OpenLockError } from "@openlock/client";
import { explainFailure } from "../doors/explain-failure.ts";
import type { ChangeProgress } from "./change-store.ts";
import type { SettingName } from "./setting-change.ts";

/** How one setting is called. */
export const SETTING_NAMES: Record<SettingName, string> = {
  relock: "Time until it locks again",
  failSafe: "Without connection",
  wifi: "Wi-Fi",
  server: "Server",
  doorId: "Door ID",
  password: "Door password",
  releaseKeys: "Release keys",
};

/** What will happen, said before anything is sent: as `docs/protocol.md` has it. */
export const CONSEQUENCES: Record<SettingName, readonly string[]> = {
  relock: ["It holds from the next unlock on. The door does not restart."],
  failSafe: [
    "It holds at once. The door does not restart.",
    "After a restart the door starts locked, and counts as without connection until it has reached the server.",
  ],
  wifi: [
    "The door restarts and is away for about 20 seconds. It cannot be opened from here meanwhile.",
    "If it cannot join the new network in three tries, it goes back to the one from before by itself. That can take two minutes.",
    "If it joins the new network but does not reach this server from there, it does not go back: then it takes a cable.",
  ],
  server: [
    "The door restarts and leaves this server. It does not come back here by itself, and does not go back if the new server does not work: then it takes a cable.",
    "The new server must know this door by its Door ID and its present key, as one does that was moved or restored from a backup. Any other refuses it.",
  ],
  doorId: [
    "The door restarts and is away for about 20 seconds. It comes back under the new Door ID.",
    "Its address changes: links and QR codes to it lead nowhere, and have to be made anew.",
    "Keys that people were given for it end, for each names the Door ID: give access anew.",
    "People, API keys and invitations that may use this door keep it. Its history so far stays under the old Door ID.",
    "There is no way back but to change it once more.",
  ],
  password: [
    "It holds at once. The door does not restart.",
    "This browser keeps the new one. What other people's browsers keep is wrong from then on: they are asked for the new one. Keys that were given to people go on.",
    "The password from before opens nothing any more.",
  ],
  releaseKeys: [
    "The door takes these keys and no others, at once. It does not restart.",
    "An update over the air is taken only where one of them has signed it; without any, none is.",
  ],
};

export interface ProgressWords {
  readonly tone: "busy" | "good" | "wary" | "bad";
  readonly title: string;
  readonly next: string;
}

/** How far a change is, and what to do. */
export function progressWords({ setting, answered, state }: ChangeProgress): ProgressWords {
  switch (state.at) {
    case "leaving":
      return answered
        ? busy("The door has stored it and restarts…", "Its own sealed answer says so.")
        : busy(
            "No answer came back",
            "The door may have stored it all the same. Watching whether it restarts…",
          );
    case "away":
      if (!state.late) return busy("The door is restarting…", awayWords(setting));
      return setting === "server"
        ? { tone: "good", title: "The door has left this server", next: GONE }
        : { tone: "bad", title: "The door has not come back yet", next: LATE[setting] ?? LATE_ANY };
    case "checking":
      return busy("The door is back; asking it…", "Only its own sealed answer counts.");
    case "end":
      return endWords(setting, state.end);
  }
}

/** Why nothing was changed, in words: what kind of refusal it was, and the next step. */
export function refusalWords(error: unknown): { readonly title: string; readonly next: string } {
  if (!(error instanceof OpenLockError)) {
    return { title: "Nothing was changed", next: error instanceof Error ? error.message : String(error) };
  }
  const { code, title, next } = explainFailure(error);
  if (code === "bad-password") {
    return {
      title: `${title}: nothing was changed`,
      next: "It counts. After five wrong ones in a row the door takes no password for 30 seconds, and twice as long after each further one.",
    };
  }
  if (code === "locked-out") {
    return {
      title: `${title}: nothing was changed`,
      next: "Too many wrong ones were tried, here or elsewhere, and the right one is not looked at either. Wait, or use a browser that is an owner of this door: its key is taken all the time.",
    };
  }
  const told = error.mayHaveRun ? `${title}: it may have been changed all the same` : title;
  return { title: told, next };
}

type State = Extract<ChangeProgress["state"], { at: "end" }>["end"];

function endWords(setting: SettingName, end: State): ProgressWords {
  switch (end) {
    case "taken":
      return { tone: "good", title: TAKEN[setting], next: "The door's own sealed answer says so." };
    case "went-back":
      return {
        tone: "wary",
        title: "The door went back to its Wi-Fi from before",
        next: "It could not join the new network. Check its name, its password, and that it reaches the door on 2.4 GHz; then try again.",
      };
    case "same":
      return {
        tone: "good",
        title: "Nothing has changed",
        next: "The door had these settings already, or did not store them.",
      };
  }
}

const TAKEN: Record<SettingName, string> = {
  relock: "The door has the new time",
  failSafe: "The door knows what to do without connection",
  wifi: "The door is back on the new Wi-Fi",
  server: "The door reaches this server at its new address",
  doorId: "The door has its new Door ID",
  password: "The door has its new password",
  releaseKeys: "The door has these release keys",
};

const GONE =
  "It looks for the new one now. Look there whether it has arrived; this page shows it if it comes back here. To bring it back, set it up again with a cable.";
const LATE_ANY = "Look at its light and its power. It is looked for further, and shows here once it is back.";
const LATE: Partial<Record<SettingName, string>> = {
  wifi: "It may have joined the new network without reaching this server from there: see that the network leads to this server, and the door comes by itself. Else connect it by a cable and set it up again; what it knows stays. It is looked for further.",
};

function awayWords(setting: SettingName): string {
  switch (setting) {
    case "wifi":
      return "About 20 seconds where the new network works; up to two minutes where it has to go back.";
    case "server":
      return "It goes to the new server.";
    default:
      return "About 20 seconds.";
  }
}

function busy(title: string, next: string): ProgressWords {
  return { tone: "busy", title, next };
}
