import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CHECKS } from "./suite/checks.ts";

const root = new URL("../../../", import.meta.url);
const text = readFileSync(new URL("docs/failures.md", root), "utf8");

describe("docs/failures.md", () => {
  const quoted = [...text.matchAll(/“([^”]+)”/g)].map(([, name]) => name);
  const sentences = CHECKS.map(({ sentence }) => sentence);

  test("names checks that there are", () => {
    const checks = quoted.filter((name) => name !== undefined && name.length > 10);
    expect(checks.length).toBeGreaterThan(30);
    expect(checks.filter((name) => !sentences.includes(name as string))).toEqual([]);
  });

  test("names files that there are", () => {
    const named = [...text.matchAll(/`([\w./-]+\.(?:test\.ts|spec\.ts|cpp))`/g)].map(
      ([, path]) => path ?? "",
    );
    const places = ["", "apps/relay/test/", "apps/relay/"];
    const missing = named.filter((path) => !places.some((place) => existsSync(new URL(place + path, root))));
    expect(missing).toEqual([]);
  });

  test("every line has one", () => {
    const lines = text.split("\n").filter((line) => /^\| (?!-|what )/.test(line));
    expect(lines.filter((line) => !line.includes("`"))).toEqual([]);
  });

  test("no two checks of a section have the same name", () => {
    const names = CHECKS.map(({ section, sentence }) => `${section}: ${sentence}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
