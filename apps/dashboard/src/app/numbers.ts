import { languageStore } from "../i18n/language.ts";

/** A whole number as the reader's language groups its digits. */
export function inDigits(count: number): string {
  return count.toLocaleString(languageStore.getState().locale);
}
