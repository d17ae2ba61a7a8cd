/**
 * Texts of one language by their English, as it is in the code. What is put in is `{0}`, `{1}` and so on, in the order of
 * the English; a translation may have them in any order.
 */
export type Catalogue = Readonly<Record<string, string>>;

/** Puts a text that people read into their language: a tag for template literals. */
export type Wording = (english: TemplateStringsArray, ...values: readonly (string | number)[]) => string;

/**
 * The tag of a language.
 *
 * @param find the text by its English, as catalogues name it
 */
export function wordingOf(find: (english: string) => string): Wording {
  return (english, ...values) => fill(find(keyOf(english)), values).join("");
}

/** Leaves it as it is. */
export const inEnglish: Wording = wordingOf((english) => english);

const keys = new WeakMap<TemplateStringsArray, string>();

/**
 * What catalogues name a text by. Text may be broken into lines as in JSX: a line's end and the space around it are one
 * space; none at the text's ends.
 */
export function keyOf(english: TemplateStringsArray): string {
  const known = keys.get(english);
  if (known !== undefined) return known;
  const key = english
    .map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`))
    .join("")
    .replace(/^\s*\n\s*|\s*\n\s*$/g, "")
    .replace(/\s*\n\s*/g, " ");
  keys.set(english, key);
  return key;
}

/** The parts of a text, with what is put in between them. */
export function fill<T>(text: string, values: readonly T[]): (string | T)[] {
  return text.split(/\{(\d)\}/).map((part, index) => (index % 2 === 0 ? part : (values[Number(part)] as T)));
}
