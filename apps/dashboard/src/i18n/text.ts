import { fill, keyOf, type Wording, wordingOf } from "@openlock/api";
import { createElement, Fragment, type ReactNode } from "react";
import { find, inSenseOf } from "./catalogue.ts";
import { languageStore } from "./language.ts";

/**
 * A text that people see, in their language. The English stays here; the others are in the `de.ts` of the folder.
 *
 * @example
 * t`Invited by ${name}; good until ${moment(expiresAt)}`
 */
export const t: Wording = wordingOf(find);

/**
 * The same for English that needs another word elsewhere.
 *
 * @example
 * inSense("verb")`Open`
 */
export function inSense(sense: string): Wording {
  return (english, ...values) => {
    const key = keyOf(english);
    const named = inSenseOf(sense, key);
    const found = find(named);
    return fill(found === named ? key : found, values).join("");
  };
}

/**
 * A text with elements in it.
 *
 * @example
 * rich`Serve this at ${<Code>{url}</Code>}`
 */
export function rich(english: TemplateStringsArray, ...values: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...fill(find(keyOf(english)), values));
}

/**
 * One of two texts, by a number.
 *
 * @example
 * plural(doors, { one: t`One door`, other: t`${doors} doors` })
 */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  const category = new Intl.PluralRules(languageStore.getState().language).select(count);
  return category === "one" ? forms.one : forms.other;
}

/** A text that comes from elsewhere in English, such as the name of an alert, where the language has it; else as it is. */
export function translated(english: string): string {
  return find(english);
}

/**
 * The same where it is known by a stable code, as `problem|conflict` in the catalogues: those may put in the English.
 *
 * @param kind of what the code is one
 */
export function translatedBy(kind: string, code: string, english: string): string {
  const key = inSenseOf(kind, code);
  const found = find(key);
  return found === key ? english : fill(found, [english]).join("");
}
