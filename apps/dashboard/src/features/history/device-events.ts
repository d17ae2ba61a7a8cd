import type { HistoryEntry } from "@openlock/api";
import { duration } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";

/** What a device says that happened (section 3 of the protocol), after the door's name. */
export function deviceEventWords(detail: HistoryEntry["detail"]): string {
  const event = detail?.event;
  const seconds = detail?.seconds;
  const time = typeof seconds === "number" ? duration(seconds) : undefined;
  switch (event) {
    case "door-opened":
      return t`was opened`;
    case "door-closed":
      return t`was shut`;
    case "door-ajar":
      return time ? t`has stood open for ${time}` : t`stands open`;
    case "tamper":
      return t`reports that its housing was opened`;
    case "locked-out":
      return time
        ? t`takes no passwords for ${time}, after wrong ones`
        : t`takes no passwords for a while, after wrong ones`;
    case "offline-period":
      return time ? t`was without connection for ${time}` : t`was without connection`;
    case "wifi-reverted":
      return t`went back to its former Wi-Fi, for the new one did not work`;
    default:
      return typeof event === "string" ? t`reports: ${event.replaceAll("-", " ")}` : t`reports something`;
  }
}
