import { Language } from "@openlock/api";
import fc from "fast-check";
import { expect, it } from "vitest";
import { preferredLanguage } from "./asker.ts";

it.each([
  ["de", "de"],
  ["DE-at", "de"],
  ["de-Latn-DE-1996", "de"],
  ["en-US,en;q=0.9,de;q=0.8", "en"],
  ["en;q=0.3, de;q=0.7", "de"],
  ["fr-CH, fr;q=0.9, de;q=0.5, *;q=0.1", "de"],
  ["de;q=0, en;q=0.1", "en"],
  ["de;q=0", undefined],
  ["den, eng", undefined],
  ["fr", undefined],
  ["*", undefined],
  ["", undefined],
  [undefined, undefined],
])("of %s the reader gets %s", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

it("takes whatever else is sent, and finds a language that there is, or none", () => {
  const parts = fc.constantFrom("de", "en", "fr", "*", ";", ",", "q", "=", "0.5", "-", '"', "\\", " ", "\t");
  const headers = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 60 }).map((all) => all.join("")),
  );
  fc.assert(
    fc.property(headers, (header) => {
      expect([...Language.options, undefined]).toContain(preferredLanguage(header));
    }),
  );
});
