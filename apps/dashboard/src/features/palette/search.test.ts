import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { find } from "./search.ts";

const ITEMS = [
  { label: "Side door", words: "side" },
  { label: "Front door", words: "front" },
  { label: "Höfle-Tür", words: "hof-2" },
  { label: "Updates", words: "firmware" },
];
const labels = (query: string, limit = 10) => find(ITEMS, query, limit).map(({ label }) => label);

describe("the palette finds", () => {
  it("everything, in its order, while nothing is typed", () => {
    expect(labels("")).toEqual(ITEMS.map(({ label }) => label));
    expect(labels("  ", 2)).toEqual(["Side door", "Front door"]);
  });

  it("what has every word, in any order and case", () => {
    expect(labels("DOOR fr")).toEqual(["Front door"]);
    expect(labels("front window")).toEqual([]);
  });

  it("by other words than its name, and without accents", () => {
    expect(labels("firm")).toEqual(["Updates"]);
    expect(labels("hofle tur")).toEqual(["Höfle-Tür"]);
  });

  it("first what begins with what was typed, then what has a word that does, then the rest", () => {
    const items = [{ label: "Backdoor" }, { label: "The door" }, { label: "Door one" }];
    expect(find(items, "door", 9).map(({ label }) => label)).toEqual(["Door one", "The door", "Backdoor"]);
  });

  it("whatever by its own name", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (label) => {
        expect(find([{ label }], label, 1)).toEqual([{ label }]);
      }),
    );
  });
});
