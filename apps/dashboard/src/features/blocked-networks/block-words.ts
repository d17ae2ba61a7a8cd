import type { BlockedNetwork } from "@openlock/api";
import { moment } from "../../app/times.ts";
import { t } from "../../i18n/text.ts";

const WHY: Readonly<Record<BlockedNetwork["why"], () => string>> = {
  unauthorised: () => t`tried again and again what it may not`,
  excess: () => t`asked too often, and did not stop`,
  devices: () => t`devices that may not register`,
};

/** Until when, why, and how often: `Until 14:05 · tried … · 3 times in a row`. */
export function blockWords({ until, why, times }: BlockedNetwork, now = Date.now()): string {
  const again = times > 1 ? t` · ${times} times in a row` : "";
  return t`Until ${moment(until, now)} · ${WHY[why]()}${again}`;
}
