import { find, inSenseOf } from "../i18n/catalogue.ts";

/**
 * A refusal of the relay in the reader's language: word for word where the catalogue has it, else by its stable code, as
 * `problem|conflict`, which may put in what the relay said.
 *
 * @param detail what the relay said, in English
 */
export function problemWords(problem: string, detail: string): string {
  const said = find(detail);
  if (said !== detail) return said;
  const byCode = inSenseOf("problem", problem);
  const general = find(byCode);
  return general === byCode ? detail : general.replace("{0}", () => detail);
}
