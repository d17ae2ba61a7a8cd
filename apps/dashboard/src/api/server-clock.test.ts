import { expect, test } from "vitest";
import { noteServerDate, serverNow } from "./server-clock.ts";

const noon = Date.parse("2026-03-01T12:00:00Z");

test("a clock that is off is told by the relay's, one that is right is left alone", () => {
  noteServerDate("Sun, 01 Mar 2026 12:00:00 GMT", noon - 300_000);
  expect(serverNow(noon - 300_000)).toBe(noon + 500);
  noteServerDate("Sun, 01 Mar 2026 12:00:00 GMT", noon + 900);
  expect(serverNow(noon)).toBe(noon);
});

test("no header and one that is no date change nothing", () => {
  noteServerDate("Sun, 01 Mar 2026 12:00:00 GMT", noon);
  noteServerDate(null);
  noteServerDate("soon");
  expect(serverNow(noon)).toBe(noon);
});
