import type { Language } from "@openlock/api";

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE" };

/**
 * A time in a mail: in UTC, for nobody knows where it is read.
 *
 * @param at milliseconds since the epoch
 */
export function moment(at: number, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(at)} UTC`;
}
