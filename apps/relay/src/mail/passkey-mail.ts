import type { Language } from "@openlock/api";
import { type Letter, type Letters, write } from "./letter.ts";

interface About {
  readonly name: string;
  readonly passkey: string;
  readonly ip: string;
  readonly accountUrl: string;
}

const LETTERS: Letters<About> = {
  en: ({ name, passkey, ip, accountUrl }) => ({
    subject: "A passkey was added to your OpenLock account",
    lines: [
      `Hello ${name},`,
      "",
      `the passkey “${passkey}” was added to your account, from the address ${ip}.`,
      "You can sign in with it from now on.",
      "",
      "It was not you? Then sign in, remove it, and end the sign-ins that are not yours:",
      "",
      accountUrl,
      "",
      "And tell whoever runs your doors.",
    ],
  }),
  de: ({ name, passkey, ip, accountUrl }) => ({
    subject: "Neuer Passkey in Ihrem OpenLock-Konto",
    lines: [
      `Guten Tag ${name},`,
      "",
      `der Passkey „${passkey}“ wurde zu Ihrem Konto hinzugefügt, von der Adresse ${ip}.`,
      "Sie können sich von nun an damit anmelden.",
      "",
      "Sie waren das nicht? Dann melden Sie sich an, entfernen Sie ihn, und beenden Sie die",
      "Anmeldungen, die nicht Ihre sind:",
      "",
      accountUrl,
      "",
      "Und sagen Sie es denen, die Ihre Türen verwalten.",
    ],
  }),
};

/** Tells somebody that a passkey of theirs was made: if they did not, somebody else had their session. */
export function passkeyMail(language: Language, about: About): Letter {
  return write(LETTERS, language, about);
}
