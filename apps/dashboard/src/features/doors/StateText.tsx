import { moment, timeOfDay } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";
import type { ShownState } from "./shown-state.ts";
import { useClock } from "./use-clock.ts";

/** The state in words, with the seconds until the door locks. Not read out each second: `CommandStatus` says it once. */
export function StateText({ state }: { readonly state: ShownState }) {
  switch (state.kind) {
    case "no-device":
      return t`No device yet`;
    case "offline":
      return state.since === undefined ? t`Not connected` : t`Not connected since ${moment(state.since)}`;
    case "unknown":
      return t`Connected`;
    case "lockdown":
      return t`Locked, in lockdown`;
    case "held":
      return state.until === undefined ? t`Held open` : t`Held open until ${timeOfDay(state.until * 1000)}`;
    case "unlocked":
      return state.until === undefined ? t`Unlocked` : <Countdown until={state.until} />;
    case "locked":
      return t`Locked`;
  }
}

function Countdown({ until }: { readonly until: number }) {
  // A device rounds its time to whole seconds.
  const left = Math.round(until - useClock(true) / 1000);
  if (left <= 0) return t`Unlocked, about to lock`;
  return left > 120 ? t`Unlocked until ${timeOfDay(until * 1000)}` : t`Unlocked, locks in ${left} s`;
}
