import { OpenLockError } from "@openlock/client";
import { t } from "../../i18n/text.ts";
import { explainFailure } from "../doors/explain-failure.ts";
import type { ChangeProgress } from "./change-store.ts";
import type { SettingName } from "./setting-change.ts";

/** How one setting is called. */
export const SETTING_NAMES: Record<SettingName, () => string> = {
  relock: () => t`Time until it locks again`,
  failSafe: () => t`Without connection`,
  wifi: () => t`Wi-Fi`,
  server: () => t`Server`,
  doorId: () => t`Door ID`,
  password: () => t`Door password`,
  releaseKeys: () => t`Release keys`,
};

/** What will happen, said before anything is sent: as `docs/protocol.md` has it. */
export const CONSEQUENCES: Record<SettingName, () => readonly string[]> = {
  relock: () => [t`It holds from the next unlock on. The door does not restart.`],
  failSafe: () => [
    t`It holds at once. The door does not restart.`,
    t`After a restart the door starts locked, and counts as without connection until it has reached the server.`,
  ],
  wifi: () => [
    t`The door restarts and is away for about 20 seconds. It cannot be opened from here meanwhile.`,
    t`If it cannot join the new network in three tries, it goes back to the one from before by itself. That can take two minutes.`,
    t`If it joins the new network but does not reach this server from there within 5 minutes, it goes back as well. Where neither works, it tries both in turn, until one does.`,
  ],
  server: () => [
    t`The door restarts and leaves this server. It does not come back here by itself, and does not go back if the new server does not work: then it takes a cable.`,
    t`The new server must know this door by its Door ID and its present key, as one does that was moved or restored from a backup. Any other refuses it.`,
  ],
  doorId: () => [
    t`The door restarts and is away for about 20 seconds. It comes back under the new Door ID.`,
    t`Its address changes: links and QR codes to it lead nowhere, and have to be made anew.`,
    t`Keys that people were given for it end, for each names the Door ID: give access anew.`,
    t`People, API keys, webhooks and alerts that have this door keep it; open invitations to it have to be sent anew. Its history so far stays under the old Door ID.`,
    t`There is no way back but to change it once more.`,
  ],
  password: () => [
    t`It holds at once. The door does not restart.`,
    t`This browser keeps the new one. What other people's browsers keep is wrong from then on: they are asked for the new one. Keys that were given to people go on.`,
    t`The password from before opens nothing any more.`,
  ],
  releaseKeys: () => [
    t`The door takes these keys and no others, at once. It does not restart.`,
    t`An update over the air is taken only where one of them has signed it; without any, none is.`,
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
        ? busy(t`The door has stored it and restarts…`, t`Its own sealed answer says so.`)
        : busy(
            t`No answer came back`,
            t`The door may have stored it all the same. Watching whether it restarts…`,
          );
    case "away":
      if (!state.late) return busy(t`The door is restarting…`, awayWords(setting));
      return setting === "server"
        ? { tone: "good", title: t`The door has left this server`, next: GONE() }
        : { tone: "bad", title: t`The door has not come back yet`, next: (LATE[setting] ?? LATE_ANY)() };
    case "checking":
      return busy(t`The door is back; asking it…`, t`Only its own sealed answer counts.`);
    case "end":
      return endWords(setting, state.end);
  }
}

/** Why nothing was changed, in words: what kind of refusal it was, and the next step. */
export function refusalWords(error: unknown): { readonly title: string; readonly next: string } {
  if (!(error instanceof OpenLockError)) {
    return { title: t`Nothing was changed`, next: error instanceof Error ? error.message : String(error) };
  }
  const { code, title, next } = explainFailure(error);
  if (code === "bad-password") {
    return {
      title: t`${title}: nothing was changed`,
      next: t`It counts. After five wrong ones in a row the door takes no password for 30 seconds, and twice as long after each further one.`,
    };
  }
  if (code === "locked-out") {
    return {
      title: t`${title}: nothing was changed`,
      next: t`Too many wrong ones were tried, here or elsewhere, and the right one is not looked at either. Wait, or use a browser that is an owner of this door: its key is taken all the time.`,
    };
  }
  const told = error.mayHaveRun ? t`${title}: it may have been changed all the same` : title;
  return { title: told, next };
}

type State = Extract<ChangeProgress["state"], { at: "end" }>["end"];

function endWords(setting: SettingName, end: State): ProgressWords {
  switch (end) {
    case "taken":
      return { tone: "good", title: TAKEN[setting](), next: t`The door's own sealed answer says so.` };
    case "went-back":
      return {
        tone: "wary",
        title: t`The door went back to its Wi-Fi from before`,
        next: t`It could not join the new network, or did not reach this server from there. Check its name, its password, that it reaches the door on 2.4 GHz, and that it leads to this server; then try again.`,
      };
    case "same":
      return {
        tone: "good",
        title: t`Nothing has changed`,
        next: t`The door had these settings already, or did not store them.`,
      };
  }
}

const TAKEN: Record<SettingName, () => string> = {
  relock: () => t`The door has the new time`,
  failSafe: () => t`The door knows what to do without connection`,
  wifi: () => t`The door is back on the new Wi-Fi`,
  server: () => t`The door reaches this server at its new address`,
  doorId: () => t`The door has its new Door ID`,
  password: () => t`The door has its new password`,
  releaseKeys: () => t`The door has these release keys`,
};

const GONE = () =>
  t`It looks for the new one now. Look there whether it has arrived; this page shows it if it comes back here. To bring it back, set it up again with a cable.`;
const LATE_ANY = () =>
  t`Look at its light and its power. It is looked for further, and shows here once it is back.`;
const LATE: Partial<Record<SettingName, () => string>> = {
  wifi: () =>
    t`Neither the new network nor the one from before has led it to this server so far; it tries both in turn. See that one of them reaches the door and leads to this server, and the door comes by itself. Else connect it by a cable and set it up again; what it knows stays. It is looked for further.`,
};

function awayWords(setting: SettingName): string {
  switch (setting) {
    case "wifi":
      return t`About 20 seconds where the new network works; about two minutes where it cannot join it and goes back, and six where it joins it and does not reach this server.`;
    case "server":
      return t`It goes to the new server.`;
    default:
      return t`About 20 seconds.`;
  }
}

function busy(title: string, next: string): ProgressWords {
  return { tone: "busy", title, next };
}
