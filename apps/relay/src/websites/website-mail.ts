import { type Language, websiteFinding } from "@openlock/api";
import { type Letter, type Letters, write } from "../mail/letter.ts";
import { moment } from "../mail/moment.ts";
import { wordingIn } from "../mail/wording.ts";
import type { Website } from "../records/partners.ts";
import { proofsOf } from "./prove.ts";

interface About {
  readonly name: string;
  readonly website: Website;
  /** Milliseconds since the epoch. */
  readonly suspendedFrom: number;
}

/** What a check found, and what would do. */
const WAYS: Readonly<Record<Language, (website: Website) => readonly string[]>> = {
  en: (website) => {
    const { file, dns, meta } = proofsOf(website);
    return [
      ...found(website, "en", ["What was found:", "file", "DNS", "page"]),
      "One of these has to be found:",
      "",
      `- the file ${file.url}`,
      `  with the line  ${file.content}`,
      ...(dns ? [`- a DNS record of type TXT at ${dns.name}`, `  with  ${dns.value}`] : []),
      `- in the head of ${meta.url}`,
      `  the tag  ${meta.tag}`,
      "",
      'Then choose "Check now" in OpenLock, or wait: it is looked at again by itself.',
    ];
  },
  de: (website) => {
    const { file, dns, meta } = proofsOf(website);
    return [
      ...found(website, "de", ["Die Prüfung ergab:", "Datei", "DNS", "Seite"]),
      "Eines davon muss zu finden sein:",
      "",
      `- die Datei ${file.url}`,
      `  mit der Zeile  ${file.content}`,
      ...(dns ? [`- ein DNS-Eintrag vom Typ TXT bei ${dns.name}`, `  mit  ${dns.value}`] : []),
      `- im Kopf von ${meta.url}`,
      `  das Tag  ${meta.tag}`,
      "",
      "Wählen Sie dann „Jetzt prüfen“ in OpenLock, oder warten Sie: Es wird von selbst wieder nachgesehen.",
    ];
  },
};

type Matter = "warned" | "suspended" | "well";

const LETTERS: Readonly<Record<Matter, Letters<About>>> = {
  warned: {
    en: ({ name, website, suspendedFrom }) => ({
      subject: `OpenLock: ${website.origin} could not be verified`,
      lines: [
        `Hello ${name},`,
        "",
        `your website ${website.origin} no longer shows OpenLock that it is yours. People can still`,
        "open doors from it. If that does not change, it is suspended after",
        `${moment(suspendedFrom, "en")}.`,
        "",
        ...WAYS.en(website),
      ],
    }),
    de: ({ name, website, suspendedFrom }) => ({
      subject: `OpenLock: ${website.origin} ließ sich nicht bestätigen`,
      lines: [
        `Guten Tag ${name},`,
        "",
        `Ihre Website ${website.origin} zeigt OpenLock nicht mehr, dass sie Ihnen gehört. Türen lassen`,
        "sich auf ihr noch öffnen. Ändert sich nichts, wird sie ausgesetzt nach",
        `${moment(suspendedFrom, "de")}.`,
        "",
        ...WAYS.de(website),
      ],
    }),
  },
  suspended: {
    en: ({ name, website }) => ({
      subject: `OpenLock: ${website.origin} is suspended`,
      lines: [
        `Hello ${name},`,
        "",
        `your website ${website.origin} has not shown for too long that it is yours, so nobody can`,
        "open doors from it any more. Everything else goes on.",
        "",
        ...WAYS.en(website),
      ],
    }),
    de: ({ name, website }) => ({
      subject: `OpenLock: ${website.origin} ist ausgesetzt`,
      lines: [
        `Guten Tag ${name},`,
        "",
        `Ihre Website ${website.origin} hat zu lange nicht gezeigt, dass sie Ihnen gehört; Türen`,
        "lassen sich auf ihr nicht mehr öffnen. Alles andere geht weiter.",
        "",
        ...WAYS.de(website),
      ],
    }),
  },
  well: {
    en: ({ name, website }) => ({
      subject: `OpenLock: ${website.origin} is verified again`,
      lines: [
        `Hello ${name},`,
        "",
        `your website ${website.origin} shows again that it is yours. Doors can be opened from it.`,
      ],
    }),
    de: ({ name, website }) => ({
      subject: `OpenLock: ${website.origin} ist wieder bestätigt`,
      lines: [
        `Guten Tag ${name},`,
        "",
        `Ihre Website ${website.origin} zeigt wieder, dass sie Ihnen gehört. Türen lassen sich auf ihr öffnen.`,
      ],
    }),
  },
};

/** What owners are told when a website begins to fail, is suspended, or is well again. */
export function websiteMail(language: Language, about: About): Letter {
  const { state } = about.website.check;
  const matter = state === "warned" || state === "suspended" ? state : "well";
  return write(LETTERS[matter], language, about);
}

function found(
  { check: { failure } }: Website,
  language: Language,
  [heading, file, dns, page]: readonly [heading: string, file: string, dns: string, page: string],
): readonly string[] {
  if (!failure) return [];
  const { t } = wordingIn(language);
  const line = (way: string, outcome: string) => `- ${way}: ${websiteFinding(outcome, t)}`;
  return [heading, "", line(file, failure.file), line(dns, failure.dns), line(page, failure.meta), ""];
}
