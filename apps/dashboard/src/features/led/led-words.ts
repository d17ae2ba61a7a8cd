import { LED_PATTERNS, type LedColour, type LedEvent } from "@openlock/protocol";
import { plural, t } from "../../i18n/text.ts";

/** What happens at the door while the LED shows it. */
export const LED_EVENTS: Readonly<Record<LedEvent, () => string>> = {
  "connecting-wifi": () => t`Joining the Wi-Fi`,
  "wifi-connected": () => t`On the Wi-Fi`,
  "connecting-relay": () => t`Connecting to the server`,
  "relay-connected": () => t`Connected to the server`,
  "command-received": () => t`A command has come`,
  error: () => t`Something has failed`,
  "keep-alive-sent": () => t`A sign of life, every ten seconds`,
  unlocked: () => t`The door is unlocked`,
  locked: () => t`The door is locked again`,
  "settings-updated": () => t`New settings are stored`,
  updating: () => t`An update is under way`,
  "status-sent": () => t`It has told the server how it is`,
  "critical-error": () => t`Something is wrong that needs you`,
};

const COLOURS: Readonly<Record<LedColour, () => string>> = {
  blue: () => t`blue`,
  green: () => t`green`,
  orange: () => t`orange`,
  white: () => t`white`,
  red: () => t`red`,
  yellow: () => t`yellow`,
  purple: () => t`purple`,
  cyan: () => t`cyan`,
};

/** The pattern in words: colour, how often, how long. */
export function patternWords(event: LedEvent): string {
  const { colour, blinks, repeating } = LED_PATTERNS[event];
  const named = COLOURS[colour]();
  if (repeating) {
    return blinks === 1
      ? t`${named}, slowly on and off until it has worked`
      : t`${named}, quickly on and off until it is put right`;
  }
  return plural(blinks, { one: t`${named}, one short blink`, other: t`${named}, ${blinks} short blinks` });
}
