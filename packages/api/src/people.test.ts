import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PersonName } from "./people.ts";

describe("a person's name", () => {
  it.each(["Olga Owner", "Zoë O'Neill-Müller", "山田 太郎", "Anna 🗝", " Sam "])("may be %j", (name) => {
    expect(PersonName.parse(name)).toBe(name.trim());
  });

  it("is on one line: it can put no lines of its own into a mail", () => {
    const breaks = fc.constantFrom(
      "\n",
      "\r",
      "\r\n",
      "\u0085",
      "\u2028",
      "\u2029",
      "\v",
      "\f",
      "\0",
      "\u001b",
    );
    fc.assert(
      fc.property(fc.string(), breaks, fc.string(), (before, between, after) => {
        expect(PersonName.safeParse(`a${before}${between}${after}z`).success).toBe(false);
      }),
    );
  });
});
