import { expect, test } from "vitest";
import { makeDoorPassword } from "../set-up-door/door-password.ts";
import { passwordStrength } from "./password-strength.ts";

test.each([
  ["elevenchars", "too-short"],
  ["aaaaaaaaaaaaaaaa", "weak"],
  ["abcdefghijklmnop", "weak"],
  ["123456789012", "weak"],
  ["abababababababab", "weak"],
  ["front-door-front-door", "weak"],
  ["Front door 12345", "weak"],
  ["correct horse battery staple", "good"],
])("%s is %s", (password, strength) => {
  expect(passwordStrength(password, ["front-door", "Front door"])).toBe(strength);
});

test("what is made here is good", () => {
  for (let time = 0; time < 100; time++) expect(passwordStrength(makeDoorPassword(), ["front"])).toBe("good");
});
