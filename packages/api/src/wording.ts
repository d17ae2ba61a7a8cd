/** Puts a text that people read into their language: a tag for template literals, as the dashboard has one. */
export type Wording = (english: TemplateStringsArray, ...values: readonly (string | number)[]) => string;

/** Leaves it as it is. */
export const inEnglish: Wording = (english, ...values) => String.raw({ raw: english }, ...values);
