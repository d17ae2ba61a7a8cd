import { TimeZone, utcOffset } from "@openlock/protocol";
import { expect, test } from "vitest";
import { posixZone } from "./posix-zone.ts";

const NOW = Date.UTC(2026, 10, 25, 12) / 1000;
const DAY = 86_400;

test.each([
  ["Europe/Berlin", "<+01>-1<+02>,M3.5.0,M10.5.0/3"],
  ["Europe/Dublin", "<+00>0<+01>,M3.5.0/1,M10.5.0"],
  ["America/New_York", "<-05>5<-04>,M3.2.0,M11.1.0"],
  ["Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"],
  ["Asia/Kolkata", "<+0530>-5:30"],
  ["UTC", "<+00>0"],
])("%s", (zone, tz) => {
  expect(posixZone(zone, NOW)).toEqual({ tz, exact: true });
});

test("every zone of this system's database says the same to a door for as long as a grant can last", () => {
  const inexact: string[] = [];
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const { tz, exact } = posixZone(zone, NOW);
    expect(TimeZone.safeParse(tz).success, `${zone}: ${tz}`).toBe(true);
    if (!exact) {
      inexact.push(zone);
      continue;
    }
    const clock = new Intl.DateTimeFormat("en", {
      ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric" },
    });
    for (let at = NOW; at < NOW + 366 * DAY; at += 4.3 * DAY) {
      const part = Object.fromEntries(
        clock.formatToParts(at * 1000).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 0, day = 0, hour, minute } = part;
      const local = Date.UTC(year, month - 1, day, hour, minute) / 1000;
      expect(at - (at % 60) + utcOffset(tz, at), `${zone}: ${tz}`).toBe(local);
    }
  }
  // Clocks there go by the moon.
  expect(inexact.filter((zone) => !/Casablanca|El_Aaiun/.test(zone))).toEqual([]);
});

test("a change counts to the second", () => {
  const { tz } = posixZone("Europe/Berlin", NOW);
  const change = Date.UTC(2027, 2, 28, 1) / 1000;
  expect([utcOffset(tz, change - 1), utcOffset(tz, change)]).toEqual([3600, 7200]);
});

test("where no string can say it, the present hours stay, and it is said that they do", () => {
  // Clocks that go by the moon: there is no rule for them.
  expect(posixZone("Africa/Casablanca", NOW)).toEqual({ tz: "<+01>-1", exact: false });
});
