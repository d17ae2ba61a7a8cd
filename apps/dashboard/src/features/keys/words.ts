import type { GrantView } from "@openlock/api";
import { moment } from "../../app/times.ts";
import { scheduleWords } from "./schedule/schedule-words.ts";

/** What a grant comes to now. */
export function grantWords({ state, commands, nbf, exp, schedule }: GrantView): string {
  const hours = schedule ? `, ${scheduleWords(schedule).join(" and ")}` : "";
  const what = commands.join(", ") + hours;
  switch (state) {
    case "not-yet":
      return `${what} from ${moment(nbf * 1000)} on`;
    case "open":
      return `${what} until ${moment(exp * 1000)}`;
    case "revocation-asked":
      return "Still open to that key: the door has not confirmed";
    case "revoked":
      return "Revoked: the door has confirmed";
    case "over":
      return `Ended ${moment(exp * 1000)}`;
  }
}
