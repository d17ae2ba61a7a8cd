import { moment, timeOfDay } from "../../app/times.ts";
import type { ShownState } from "./shown-state.ts";
import { useClock } from "./use-clock.ts";

/** The state in words, with the seconds until the door locks. Not read out each second: `CommandStatus` says it once. */
export function StateText({ state }: { readonly state: ShownState }) {
  switch (state.kind) {
    case "no-device":
      return "No device yet";
    case "offline":
      return state.since === undefined ? "Not connected" : `Not connected since ${moment(state.since)}`;
    case "unknown":
      return "Connected";
    case "lockdown":
      return "Locked, in lockdown";
    case "held":
      return state.until === undefined ? "Held open" : `Held open until ${timeOfDay(state.until * 1000)}`;
    case "unlocked":
      return state.until === undefined ? "Unlocked" : <Countdown until={state.until} />;
    case "locked":
      return "Locked";
  }
}

function Countdown({ until }: { readonly until: number }) {
  // A device rounds its time to whole seconds.
  const left = Math.round(until - useClock(true) / 1000);
  if (left <= 0) return "Unlocked, about to lock";
  return left > 120 ? `Unlocked until ${timeOfDay(until * 1000)}` : `Unlocked, locks in ${left} s`;
}
