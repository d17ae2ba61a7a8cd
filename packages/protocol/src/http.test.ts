import { expect, test } from "vitest";
import { PROBLEM_STATUS } from "./errors.ts";
import { PROBLEM_BASE, problemName } from "./http.ts";

test("a problem's name is the end of its type, on whatever relay it is explained", () => {
  for (const name of Object.keys(PROBLEM_STATUS)) {
    expect(problemName({ type: PROBLEM_BASE + name })).toBe(name);
    expect(problemName({ type: `https://relay.example/openlock/problems/${name}` })).toBe(name);
    expect(problemName({ type: name })).toBe(name);
  }
  expect(problemName({ type: "about:blank" })).toBe("about:blank");
});
