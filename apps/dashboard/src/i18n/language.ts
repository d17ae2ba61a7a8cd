import type { Language } from "@openlock/api";
import { createStore, useStore } from "zustand";
import { type Catalogue, read } from "./catalogue.ts";

export type { Language };

/** What the dashboard can be read in, each by its own name. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

interface Spoken {
  readonly language: Language;
  /** For dates and numbers (BCP 47): as the reader's browser has it, such as `de-AT` where German is shown. */
  readonly locale: string;
}

const KEPT_AS = "openlock-language";

/** English is in the code; what else there is comes in two parts: for the first page, and for all others. */
const CATALOGUES: Readonly<Partial<Record<Language, Readonly<Record<Part, () => Promise<Catalogue>>>>>> = {
  de: {
    first: () => import("./de/first.ts").then(({ first }) => first),
    further: () => import("./de/further.ts").then(({ further }) => further),
  },
};
type Part = "first" | "further";

export const languageStore = createStore<Spoken>(() => ({ language: "en", locale: "en-GB" }));

/** The language that is shown. A component that uses it is drawn again when it is changed. */
export function useLanguage(): Language {
  return useStore(languageStore, ({ language }) => language);
}

let asked: Language = "en";

/** What the server is told of: the language that is shown, or will be once its texts are here. */
export function askedLanguage(): Language {
  return asked;
}

/** The language for a reader: the one that was chosen here before, or the first of the browser's that there is. */
export function languageFor(kept: string | null, preferred: readonly string[]): Spoken {
  const spoken = preferred.map(languageOf).find((language) => language !== undefined);
  const language = (kept !== null && languageOf(kept)) || spoken || "en";
  const locale = preferred.find((tag) => languageOf(tag) === language);
  return { language, locale: locale ?? (language === "en" ? "en-GB" : language) };
}

/** Shows the page in the reader's language. Called once, before anything is drawn. */
export async function startLanguage(): Promise<void> {
  await speak(languageFor(keptLanguage(), navigator.languages)).catch(() => {
    // Its texts could not be loaded. English is there, and the page says by itself when the server is away.
  });
}

/** Shows everything in another language from now on, and keeps it in this browser. */
export async function changeLanguage(language: Language): Promise<void> {
  await speak(languageFor(language, navigator.languages));
  await furtherTexts();
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // Storage is blocked: until the page is left.
  }
}

/** Loads the texts of the pages beyond the first, where they are not in the code. */
export async function furtherTexts(): Promise<void> {
  const { language } = languageStore.getState();
  const load = CATALOGUES[language]?.further;
  if (load) read(language, await load());
}

async function speak(next: Spoken): Promise<void> {
  asked = next.language;
  const load = CATALOGUES[next.language]?.first;
  read(next.language, load ? await load() : {});
  languageStore.setState(next, true);
  if (typeof document !== "undefined") tellBrowser(next.language);
}

/** What a screen reader reads with, and what the app is called where it is installed. */
function tellBrowser(language: Language): void {
  document.documentElement.lang = language;
  const manifest = document.querySelector("link[rel=manifest]");
  manifest?.setAttribute(
    "href",
    language === "en" ? "/manifest.webmanifest" : `/manifest-${language}.webmanifest`,
  );
}

function languageOf(tag: string): Language | undefined {
  const language = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(LANGUAGES, language) ? (language as Language) : undefined;
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
