import { expect, test } from "vitest";
import { parseArguments, UsageError } from "./args.ts";

test("what is not said has a default", () => {
  expect(parseArguments([])).toEqual({
    count: 2,
    dir: "./data/doors",
    port: 8090,
    host: "127.0.0.1",
    wifi: [{ ssid: "OpenLock Demo", password: "open-sesame" }],
    paced: true,
    flashed: false,
  });
});

test("access points: a password may hold colons, an open one has none", () => {
  expect(parseArguments(["--wifi", "home:pass:word", "--wifi", "café", "--no-pacing"])).toMatchObject({
    wifi: [{ ssid: "home", password: "pass:word" }, { ssid: "café" }],
    paced: false,
  });
});

test.each([["--count", "0"], ["--count", "x"], ["--port", "70000"], ["--wifi", "home:short"], ["--what"]])(
  "%s %s is refused",
  (...args) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
  },
);
