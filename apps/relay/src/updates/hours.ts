import type { RolloutHours } from "@openlock/api";
import { isWithin } from "@openlock/protocol";

/** Whether doors may be updated at that moment (milliseconds since the epoch). */
export function mayUpdateAt({ hours }: { readonly hours?: RolloutHours | undefined }, at: number): boolean {
  if (!hours) return true;
  const { mode, entries, timeZone } = hours;
  return isWithin(entries, fixedZone(timeZone, at), Math.floor(at / 1000)) === (mode === "only");
}

/** The offset that a zone has at that moment, as a POSIX TZ string, whose sign is the other way round. */
function fixedZone(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", offset = "00:00"] = /^GMT([+-])(\d\d:\d\d)/.exec(name) ?? [];
  return `LOC${sign === "+" ? "-" : "+"}${offset}`;
}
