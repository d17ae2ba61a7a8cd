import {
  ALERTS_IN_GERMAN,
  type Catalogue,
  type Language,
  WEBSITES_IN_GERMAN,
  wordingOf,
} from "@openlock/api";

/** What mails say in the same words as pages do. English is in the code. */
const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: {},
  de: { ...ALERTS_IN_GERMAN, ...WEBSITES_IN_GERMAN },
};

/** English as a language has it: `t` for what is put together, `find` for a whole text. */
export function wordingIn(language: Language) {
  const catalogue = CATALOGUES[language];
  const find = (english: string) => catalogue[english] ?? english;
  return { find, t: wordingOf(find) };
}
