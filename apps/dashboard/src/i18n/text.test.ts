import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { dayName, duration, moment } from "../app/times.ts";
import { read } from "./catalogue.ts";
import { changeLanguage, languageFor, languageStore } from "./language.ts";
import { inSense, plural, rich, t, translated } from "./text.ts";

const strong = (text: string) => createElement("strong", null, text);
const sentence = () => t`Invited by ${"Olga"}, until ${3}`;

beforeEach(async () => {
  vi.stubGlobal("navigator", { languages: ["en-US", "de-DE"] });
  await changeLanguage("en");
});

test("English is as it is in the code", () => {
  expect(sentence()).toBe("Invited by Olga, until 3");
  expect(inSense("verb")`Open`).toBe("Open");
  expect(renderToStaticMarkup(rich`Put it at ${strong("here")}.`)).toBe("Put it at <strong>here</strong>.");
});

test("a text that is broken into lines is one line", () => {
  expect(t`
    One,
    two.
  `).toBe("One, two.");
  expect(t` (you)`).toBe(" (you)");
});

describe("in another language", () => {
  beforeEach(() => {
    read("de", {
      "Invited by {0}, until {1}": "Bis {1}, eingeladen von {0}",
      "Put it at {0}.": "Legen Sie es {0} ab.",
      Open: "Offen",
      "verb|Open": "Öffnen",
    });
    languageStore.setState({ language: "de", locale: "de-AT" });
  });

  test("what is put in may stand in another order", () => {
    expect(sentence()).toBe("Bis 3, eingeladen von Olga");
    expect(renderToStaticMarkup(rich`Put it at ${strong("here")}.`)).toBe(
      "Legen Sie es <strong>here</strong> ab.",
    );
  });

  test("what is put in is never taken for a place to put something", () => {
    expect(t`Invited by ${"{1}"}, until ${"x"}`).toBe("Bis x, eingeladen von {1}");
  });

  test("the same English may have two meanings", () => {
    expect(t`Open`).toBe("Offen");
    expect(inSense("verb")`Open`).toBe("Öffnen");
  });

  test("what is missing is English", () => {
    expect(t`Nobody translated ${1}`).toBe("Nobody translated 1");
    expect(translated("constructor")).toBe("constructor");
  });
});

test("one of two texts, by a number", () => {
  const doors = (count: number) => plural(count, { one: t`one door`, other: t`${count} doors` });
  expect([0, 1, 2].map(doors)).toEqual(["0 doors", "one door", "2 doors"]);
});

test("the catalogue is loaded with the language, and goes with it", async () => {
  await changeLanguage("de");
  expect(t`Doors`).toBe("Türen");
  await changeLanguage("en");
  expect(t`Doors`).toBe("Doors");
});

test("times are in the language and where the reader has it", async () => {
  const at = new Date(2026, 2, 9, 15, 4).getTime();
  const later = new Date(2026, 2, 20).getTime();
  languageStore.setState({ language: "en", locale: "en-US" });
  expect(moment(at, at)).toMatch(/^03:04\sPM$/);
  expect(duration(93_784)).toBe("1 d 2 h");
  await changeLanguage("de");
  expect(moment(at, at)).toBe("15:04");
  expect(moment(at, later)).toBe("9. März, 15:04");
  expect(dayName(at, later)).toBe("Montag, 9. März");
  expect(dayName(at, at)).toBe("Heute");
  expect(duration(93_784)).toBe("1 Tg. 2 Std.");
});

describe("the language for a reader", () => {
  test.each([
    ["the one that was chosen", "en", ["de-DE"], "en", "en-GB"],
    ["else the first of the browser's that there is", null, ["fr", "de-CH", "en-US"], "de", "de-CH"],
    ["as the browser has it, where it has it", "de", ["en-US", "de-AT"], "de", "de-AT"],
    ["and English where there is none", null, ["fr-FR"], "en", "en-GB"],
    ["what was kept is no language", "xx", ["en-US"], "en", "en-US"],
  ] as const)("%s", (_, kept, preferred, language, locale) => {
    expect(languageFor(kept, preferred)).toEqual({ language, locale });
  });
});
