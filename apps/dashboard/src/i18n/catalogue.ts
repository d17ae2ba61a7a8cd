import type { Catalogue } from "@openlock/api";

export type { Catalogue };

let language = "en";
const texts = new Map<string, string>();

/** Takes texts in. Those of another language go. */
export function read(of: string, catalogue: Catalogue): void {
  if (of !== language) texts.clear();
  language = of;
  for (const [english, text] of Object.entries(catalogue)) texts.set(english, text);
}

/** The text in the language that is read in; the English where there is none. */
export function find(english: string): string {
  return texts.get(english) ?? english;
}

/** How a text is named whose English means more than one thing. */
export function inSenseOf(sense: string, english: string): string {
  return `${sense}|${english}`;
}
