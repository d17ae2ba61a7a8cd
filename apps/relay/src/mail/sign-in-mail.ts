import type { Language } from "@openlock/api";
import { type Letter, type Letters, write } from "./letter.ts";

interface About {
  readonly name: string;
  readonly code: string;
  readonly minutes: number;
  /** The address of the page where the code is to be typed. */
  readonly page: string | undefined;
}

const LETTERS: Letters<About> = {
  en: ({ name, code, minutes, page = "the page where you asked for it" }) => ({
    subject: "Your OpenLock sign-in code",
    lines: [
      `Hello ${name},`,
      "",
      "this is your code to sign in to OpenLock:",
      "",
      `    ${code}`,
      "",
      `It works once and for ${minutes} minutes. Type it only on ${page}`,
      "",
      "It was not you? Then do nothing, and give the code to nobody: nobody gets in",
      "without it. If such mails keep coming, tell whoever runs your doors.",
    ],
  }),
  de: ({ name, code, minutes, page = "auf der Seite, auf der Sie ihn angefordert haben" }) => ({
    subject: "Ihr Anmeldecode für OpenLock",
    lines: [
      `Guten Tag ${name},`,
      "",
      "das ist Ihr Code für die Anmeldung bei OpenLock:",
      "",
      `    ${code}`,
      "",
      `Er gilt einmal und ${minutes} Minuten lang. Geben Sie ihn nur hier ein: ${page}`,
      "",
      "Sie waren das nicht? Dann tun Sie nichts, und geben Sie den Code niemandem: Ohne",
      "ihn kommt niemand hinein. Kommen solche E-Mails immer wieder, sagen Sie es denen,",
      "die Ihre Türen verwalten.",
    ],
  }),
};

/** The mail that brings a sign-in code. The subject does not name the code: it shows on locked screens. */
export function signInMail(language: Language, about: About): Letter {
  return write(LETTERS, language, about);
}
