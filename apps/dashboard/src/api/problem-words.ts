import { translated, translatedBy } from "../i18n/text.ts";

/**
 * A refusal of the relay in the reader's language: word for word where a catalogue has it, else by its stable code.
 *
 * @param detail what the relay said, in English
 */
export function problemWords(problem: string, detail: string): string {
  const said = translated(detail);
  return said === detail ? translatedBy("problem", problem, detail) : said;
}
