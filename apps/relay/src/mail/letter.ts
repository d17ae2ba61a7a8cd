import type { Language } from "@openlock/api";
import type { Mail } from "./mailer.ts";

/** A mail but for whom it is to. */
export type Letter = Omit<Mail, "to">;

/** A mail as each language has it: one that is left out does not compile. */
export type Letters<About> = Readonly<
  Record<Language, (about: About) => { readonly subject: string; readonly lines: readonly string[] }>
>;

export function write<About>(letters: Letters<About>, language: Language, about: About): Letter {
  const { subject, lines } = letters[language](about);
  return { language, subject, text: [...lines, ""].join("\n") };
}
