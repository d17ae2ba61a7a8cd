import { ALERT_KINDS, type AlertMessage, alertSummary, type Language } from "@openlock/api";
import type { Letter } from "./letter.ts";
import { moment } from "./moment.ts";
import { wordingIn } from "./wording.ts";

/** What is said around the alerts, which are in the words that pages have too. */
interface Words {
  readonly greeting: (name: string) => string;
  readonly several: (count: number) => string;
  /** What a test is called, and what it says. */
  readonly test: readonly [name: string, summary: string];
  readonly next: (what: string) => string;
  readonly all: (relayUrl: string | undefined) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    greeting: (name) => `Hello ${name},`,
    several: (count) => `${count} alerts`,
    test: ["a test", "This is a test that somebody asked for. Nothing has happened."],
    next: (what) => `What to do: ${what}`,
    all: (relayUrl) =>
      relayUrl === undefined
        ? "Which alerts you get by mail is on the page “Alerts” of your relay."
        : `All alerts, and which of them you get by mail: ${relayUrl}/alerts`,
  },
  de: {
    greeting: (name) => `Guten Tag ${name},`,
    several: (count) => `${count} Meldungen`,
    test: ["ein Test", "Das ist ein Test, den jemand angefordert hat. Es ist nichts geschehen."],
    next: (what) => `Was zu tun ist: ${what}`,
    all: (relayUrl) =>
      relayUrl === undefined
        ? "Welche Meldungen Sie per E-Mail bekommen, steht auf der Seite „Meldungen“ Ihres Servers."
        : `Alle Meldungen, und welche davon Sie per E-Mail bekommen: ${relayUrl}/alerts`,
  },
};

/** The mail that tells somebody of alerts: all that came together are in one. */
export function alertMail(
  language: Language,
  about: {
    readonly name: string;
    readonly messages: readonly AlertMessage[];
    readonly relayUrl: string | undefined;
  },
): Letter {
  const { name, messages, relayUrl } = about;
  const { greeting, all } = WORDS[language];
  const paragraphs = messages.flatMap((message) => paragraph(language, message));
  return {
    language,
    subject: `OpenLock: ${matter(language, messages)}`,
    text: [greeting(name), "", ...paragraphs, all(relayUrl), ""].join("\n"),
  };
}

function matter(language: Language, messages: readonly AlertMessage[]): string {
  const { several, test } = WORDS[language];
  const [first] = messages;
  if (messages.length !== 1 || !first) return several(messages.length);
  if (!("kind" in first.data)) return test[0];
  const { kind, door } = first.data;
  const name = wordingIn(language).find(ALERT_KINDS[kind].name);
  return door ? `${name}, ${door.name}` : name;
}

function paragraph(language: Language, { data, timestamp }: AlertMessage): readonly string[] {
  const { test, next } = WORDS[language];
  const { find, t } = wordingIn(language);
  const at = moment(Date.parse(timestamp), language);
  if (!("kind" in data)) return [at, test[1], ""];
  const summary = alertSummary(data, t, (time) => moment(time, language));
  return [at, summary, next(find(ALERT_KINDS[data.kind].next)), ""];
}
