import type { HistoryEntry } from "@openlock/api";
import { duration } from "../../app/times.ts";

/** What a device says that happened (section 3 of the protocol), after the door's name. */
export function deviceEventWords(detail: HistoryEntry["detail"]): string {
  const event = detail?.event;
  const seconds = detail?.seconds;
  const time = typeof seconds === "number" ? duration(seconds) : undefined;
  switch (event) {
    case "door-opened":
      return "was opened";
    case "door-closed":
      return "was shut";
    case "door-ajar":
      return time ? `has stood open for ${time}` : "stands open";
    case "tamper":
      return "reports that its housing was opened";
    case "locked-out":
      return `takes no passwords ${time ? `for ${time}` : "for a while"}, after wrong ones`;
    case "offline-period":
      return time ? `was without connection for ${time}` : "was without connection";
    case "wifi-reverted":
      return "went back to its former Wi-Fi, for the new one did not work";
    default:
      return typeof event === "string" ? `reports: ${event.replaceAll("-", " ")}` : "reports something";
  }
}
