import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ALERT_KINDS, ALERTS_IN_GERMAN, WEBSITES_IN_GERMAN } from "@openlock/api";
import { expect, test } from "vitest";
import { EXPLANATIONS } from "../../relay/src/http/explanations.ts";
import type { Catalogue } from "../src/i18n/catalogue.ts";
import { first } from "../src/i18n/de/first.ts";
import { further } from "../src/i18n/de/further.ts";
import { readTexts } from "./read-texts.ts";

// That no text is left out: each that people see is marked, is read once the language is known, and is there in German.

/** What looks like a text and is none. */
const NOT_SHOWN: Readonly<Record<string, readonly string[]>> = {
  "app/theme.ts": [
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif',
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    "color-mix(in srgb, {} 13%, transparent)",
    "color-mix(in srgb, {} 19%, transparent)",
  ],
  "api/client.ts": ["Bearer {}"],
  "api/http.ts": ["Bearer {}"],
  "features/door-password/vault.ts": ["openlock door password"],
  "features/updates/upload.ts": ["Bearer {}"],
  "features/door-settings/dialogs/ServerDialog.tsx": [
    "https://doors.example.org",
    "-----BEGIN CERTIFICATE-----",
  ],
  // Each is named in itself.
  "i18n/language.ts": ["English", "Deutsch"],
};

const src = fileURLToPath(new URL("../src/", import.meta.url));
const packages = fileURLToPath(new URL("../../../packages/", import.meta.url));
const relay = fileURLToPath(new URL("../../relay/src/", import.meta.url));
const all = readdirSync(src, { recursive: true, encoding: "utf8" }).sort();
const catalogues = all.filter((file) => /(^|\/)de\.ts$/.test(file));
const files = all.filter(
  (file) => /(?<!\.test|\.d)\.tsx?$/.test(file) && !catalogues.includes(file) && !file.startsWith("i18n/de/"),
);
const modules = new Map(files.map((file) => [file, readTexts(join(src, file))]));
const german: Catalogue = { ...first, ...further };
/** Of these, what mails have too. */
const mailed: Catalogue = { ...ALERTS_IN_GERMAN, ...WEBSITES_IN_GERMAN };

/** Every text with the catalogue that its German belongs in. */
const texts = [
  ...[...modules].flatMap(([file, module]) =>
    module.texts.map(({ key }) => ({ key, catalogue: catalogueOf(file) })),
  ),
  // What the relay says too is in a package.
  ...marked("api/src/alert-words.ts").map(inPackage("api/src/alert-words-de.ts")),
  ...Object.values(ALERT_KINDS)
    .flatMap(({ name, meaning, next }) => [name, meaning, next])
    .map(inPackage("api/src/alert-words-de.ts")),
  ...marked("api/src/website-words.ts").map(inPackage("api/src/website-words-de.ts")),
  ...marked("api/src/audit-chain.ts").map(inCatalogueOf("history")),
  // What failed, by its code where the English is said elsewhere, and what to do about it.
  ...Object.keys(EXPLANATIONS).map((code) => ({ key: `problem|${code}`, catalogue: "api/de.ts" })),
  ...Object.values(table("client/src/errors.ts", "NEXT")).map(inCatalogueOf("doors")),
  ...["provisioning/src/errors.ts", "provisioning/src/rpc/trouble.ts"]
    .flatMap((file) => Object.values(table(file, "NEXT_STEP")))
    .map(inCatalogueOf("set-up-door")),
  ...Object.keys(table("provisioning/src/errors.ts", "NEXT_STEP"))
    .map((code) => `provisioning|${code}`)
    .map(inCatalogueOf("set-up-door")),
  ...Object.keys(table("provisioning/src/rpc/trouble.ts", "NEXT_STEP"))
    .map((code) => `trouble|${code}`)
    .map(inCatalogueOf("set-up-door")),
];

/** What the relay says where it refuses: of these, German has what people are likely to meet. */
const refusals = readdirSync(relay, { recursive: true, encoding: "utf8" })
  .filter((file) => /(?<!\.test|\.contract)\.ts$/.test(file))
  .flatMap((file) => readTexts(join(relay, file)).problems);

test("every text is marked, by t, rich or inSense", () => {
  const left = [...modules].flatMap(([file, { unmarked }]) =>
    unmarked
      .filter(({ key }) => !NOT_SHOWN[file]?.includes(key))
      .map(({ key, line }) => `${file}:${line} ${key}`),
  );
  expect(left).toEqual([]);
});

test("what is said to be no text is there and looks like one", () => {
  const gone = Object.entries(NOT_SHOWN).flatMap(([file, texts]) =>
    texts.filter((text) => !modules.get(file)?.unmarked.some(({ key }) => key === text)),
  );
  expect(gone).toEqual([]);
});

test("no text is read while modules load: the language may not be known yet", () => {
  const early = [...modules].flatMap(([file, { tooEarly }]) =>
    tooEarly.map(({ key, line }) => `${file}:${line} ${key}`),
  );
  expect(early).toEqual([]);
});

test("German has every text", () => {
  const missing = new Map<string, string>();
  for (const { key, catalogue } of texts) {
    const found = catalogue.startsWith("packages/") ? mailed : german;
    if (!found[key] && !missing.has(key)) missing.set(key, `${catalogue}: ${JSON.stringify(key)}: "",`);
  }
  expect([...missing.values()]).toEqual([]);
});

test("German has no text that is not in the code any more", () => {
  const used = new Set([...texts.map(({ key }) => key), ...refusals]);
  expect(Object.keys(german).filter((key) => !used.has(key))).toEqual([]);
});

test("German puts in what English does, in whatever order", () => {
  const places = (text: string) =>
    [...new Set([...text.matchAll(/\{\d\}/g)].map(([place]) => place))].toSorted().join(" ");
  const wrong = Object.entries(german).filter(([english, text]) => places(english) !== places(text));
  // A refusal may repeat what the relay said.
  expect(wrong.filter(([english]) => !english.startsWith("problem|"))).toEqual([]);
});

test("each text is in one catalogue, and each catalogue is loaded", async () => {
  const found = new Map<string, string>();
  for (const file of catalogues) {
    const { de } = (await import(join(src, file))) as { readonly de: Catalogue };
    for (const key of Object.keys(de)) {
      // Where several folders have it, it belongs in that of app.
      expect(found.get(key) ?? file, key).toBe(file);
      found.set(key, file);
    }
  }
  expect(Object.keys(german).toSorted()).toEqual([...found.keys()].toSorted());
});

test("what the first page shows, with all that opens on it, is in the first part", () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !modules.has(file)) return;
    seen.add(file);
    for (const other of modules.get(file)?.imports ?? []) {
      if (other.startsWith(".")) visit(join(dirname(file), other));
    }
  };
  visit("main.tsx");
  const late = [...seen].flatMap((file) =>
    (modules.get(file)?.texts ?? [])
      .filter(({ key }) => german[key] && !Object.hasOwn(first, key))
      .map(({ key }) => `${file}: ${key}`),
  );
  expect(late).toEqual([]);
  expect(seen.size).toBeGreaterThan(10);
});

/** The texts that are marked in a file of a package. */
function marked(file: string): readonly string[] {
  return readTexts(join(packages, file)).texts.map(({ key }) => key);
}

/** A table of a package. */
function table(file: string, name: string): Readonly<Record<string, string>> {
  const found = readTexts(join(packages, file)).tables.get(name);
  if (!found) throw new Error(`${file} has no ${name}`);
  return found;
}

function inCatalogueOf(feature: string) {
  return (key: string) => ({ key, catalogue: `features/${feature}/de.ts` });
}

/** What mails say too. */
function inPackage(file: string) {
  return (key: string) => ({ key, catalogue: `packages/${file}` });
}

/** Where its German belongs. */
function catalogueOf(file: string): string {
  const [top = "", feature = ""] = file.split("/");
  return top === "features" ? `${top}/${feature}/de.ts` : `${top}/de.ts`;
}
