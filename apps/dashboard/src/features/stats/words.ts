import { dayAndMonth, timeOfDay } from "../../app/times.ts";
import { languageStore } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import type { Slot, Span } from "./slots.ts";

/** A slot, under the picture: when its hour begins, or its day. */
export function slotWords(span: Span): (slot: Slot) => string {
  return ({ from }) => (span === "day" ? timeOfDay(from) : dayAndMonth(from));
}

/** @param ms milliseconds */
export function msWords(ms: number | undefined): string {
  if (ms === undefined) return "–";
  return ms < 1_000 ? t`${Math.round(ms)} ms` : t`${number(ms / 1_000, 1)} s`;
}

/** @param part 0…1 */
export function percentWords(part: number): string {
  const { locale } = languageStore.getState();
  // What was away for a moment was not there all the time.
  const shown = part < 1 ? Math.min(part, 0.999) : 1;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(shown);
}

function number(value: number, digits: number): string {
  const { locale } = languageStore.getState();
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}
