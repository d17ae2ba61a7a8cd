import { describe, expect, test } from "vitest";
import { parseReleaseKeys } from "./release-keys.ts";

// RFC 7517, appendix A.1.
const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
  y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
};
const line = JSON.stringify(KEY);

describe("release keys as somebody pastes them", () => {
  test("one a line, and none at all", () => {
    expect(parseReleaseKeys("")).toEqual([]);
    expect(parseReleaseKeys(` ${line}\n\n${line}\n`)).toEqual([KEY, KEY]);
  });

  test.each([
    ["no JSON", "hello"],
    ["not a point of the curve", JSON.stringify({ ...KEY, y: KEY.x })],
    ["a private key", JSON.stringify({ ...KEY, d: KEY.x })],
    ["one of two is none", `${line}\n{}`],
    ["more than a device takes", Array(5).fill(line).join("\n")],
  ])("%s", (_, text) => {
    expect(parseReleaseKeys(text)).toBeUndefined();
  });
});
