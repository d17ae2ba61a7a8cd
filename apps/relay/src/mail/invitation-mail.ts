import type { Language } from "@openlock/api";
import { type Letter, type Letters, write } from "./letter.ts";

interface About {
  readonly invitedBy: string;
  readonly link: string;
  readonly days: number;
}

const LETTERS: Letters<About> = {
  en: ({ invitedBy, link, days }) => ({
    subject: "You are invited to OpenLock",
    lines: [
      "Hello,",
      "",
      `${invitedBy} invites you to open doors with OpenLock. To accept, open this link:`,
      "",
      link,
      "",
      `It works once and for ${days} days. Whoever has it can join in your place, so give it`,
      "to nobody.",
      "",
      `You do not know ${invitedBy}? Then do nothing.`,
    ],
  }),
  de: ({ invitedBy, link, days }) => ({
    subject: "Sie sind zu OpenLock eingeladen",
    lines: [
      "Guten Tag,",
      "",
      `${invitedBy} lädt Sie ein, Türen mit OpenLock zu öffnen. Um anzunehmen, öffnen Sie diesen Link:`,
      "",
      link,
      "",
      `Er gilt einmal und ${days} Tage lang. Wer ihn hat, kann an Ihrer Stelle beitreten; geben`,
      "Sie ihn also niemandem.",
      "",
      `Sie kennen ${invitedBy} nicht? Dann tun Sie nichts.`,
    ],
  }),
};

/** The mail that asks somebody to join. The token stands behind the `#`, which browsers send to nobody. */
export function invitationMail(language: Language, about: About): Letter {
  return write(LETTERS, language, about);
}
