import type { GrantView } from "@openlock/api";
import { moment } from "../../app/times.ts";
import { inSense, t } from "../../i18n/text.ts";
import { scheduleWords } from "./schedule/schedule-words.ts";

/** As they follow on one another in a sentence. */
const COMMANDS: Readonly<Record<string, () => string>> = {
  unlock: () => inSense("may")`unlock`,
  lock: () => inSense("may")`lock`,
  hold: () => inSense("may")`hold`,
  lockdown: () => inSense("may")`lockdown`,
  status: () => inSense("may")`status`,
  identify: () => inSense("may")`identify`,
};

/** What somebody may do. */
export function commandNames(commands: readonly string[]): string {
  return commands.map((command) => COMMANDS[command]?.() ?? command).join(", ");
}

/** What a grant comes to now. */
export function grantWords({ state, commands, nbf, exp, schedule }: GrantView): string {
  const hours = schedule ? `, ${scheduleWords(schedule).join(t` and `)}` : "";
  const what = commandNames(commands) + hours;
  switch (state) {
    case "not-yet":
      return t`${what} from ${moment(nbf * 1000)} on`;
    case "open":
      return t`${what} until ${moment(exp * 1000)}`;
    case "revocation-asked":
      return t`Still open to that key: the door has not confirmed`;
    case "revoked":
      return t`Revoked: the door has confirmed`;
    case "over":
      return t`Ended ${moment(exp * 1000)}`;
  }
}
