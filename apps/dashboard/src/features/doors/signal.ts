import { t } from "../../i18n/text.ts";

/** How well a door hears its access point. */
export type Signal = "good" | "fair" | "weak";

/** Usual bounds for Wi-Fi at 2.4 GHz. @param rssi dBm */
export function signalOf(rssi: number): Signal {
  if (rssi >= -60) return "good";
  if (rssi >= -72) return "fair";
  return "weak";
}

export function signalWord(signal: Signal): string {
  return WORDS[signal]();
}

const WORDS: Readonly<Record<Signal, () => string>> = {
  good: () => t`Good`,
  fair: () => t`Fair`,
  weak: () => t`Weak`,
};
