const at = (text: string) => Date.parse(`${text}Z`) / 1000;

const BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3";
const SYDNEY = "AEST-10AEDT,M10.1.0,M4.1.0/3";
const DUBLIN = "IST-1GMT0,M10.5.0,M3.5.0/1";
const NUUK = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
const GAZA = "EET-2EEST,M3.4.4/50,M10.4.4/50";

const offset = (tz: string, time: string, seconds: number) => ({ tz, at: at(time), offset: seconds });
const noZone = (name: string, tz: unknown) => ({ name, tz, error: "invalid" });

/** `time-zones.json`: what a time zone adds to UTC at a moment. */
export const timeZones = [
  offset("UTC0", "2027-01-15T08:00:00", 0),
  offset("EST5", "2027-07-15T08:00:00", -18_000),
  offset("<+0545>-5:45", "2027-01-15T08:00:00", 20_700),
  offset("<-03>+03", "2027-01-15T08:00:00", -10_800),
  offset("LMT-0:53:28", "2027-01-15T08:00:00", 3208),
  offset(BERLIN, "2027-01-15T08:00:00", 3600),
  offset(BERLIN, "2027-03-28T00:59:59", 3600),
  offset(BERLIN, "2027-03-28T01:00:00", 7200),
  offset(BERLIN, "2027-10-31T00:59:59", 7200),
  offset(BERLIN, "2027-10-31T01:00:00", 3600),
  offset("EST5EDT,M3.2.0,M11.1.0", "2027-03-14T06:59:59", -18_000),
  offset("EST5EDT,M3.2.0,M11.1.0", "2027-03-14T07:00:00", -14_400),
  offset("EST5EDT,M3.2.0,M11.1.0", "2027-11-07T05:59:59", -14_400),
  offset("EST5EDT,M3.2.0,M11.1.0", "2027-11-07T06:00:00", -18_000),
  offset("EST5EDT4,M3.2.0/2,M11.1.0/2", "2027-07-01T00:00:00", -14_400),
  offset(SYDNEY, "2027-01-15T08:00:00", 39_600),
  offset(SYDNEY, "2027-04-03T15:59:59", 39_600),
  offset(SYDNEY, "2027-04-03T16:00:00", 36_000),
  offset(SYDNEY, "2027-10-02T15:59:59", 36_000),
  offset(SYDNEY, "2027-10-02T16:00:00", 39_600),
  offset("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-01-15T08:00:00", 39_600),
  offset("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-07-15T08:00:00", 37_800),
  offset(DUBLIN, "2027-01-15T08:00:00", 0),
  offset(DUBLIN, "2027-07-15T08:00:00", 3600),
  offset(DUBLIN, "2027-03-28T00:59:59", 0),
  offset(DUBLIN, "2027-03-28T01:00:00", 3600),
  offset(NUUK, "2027-03-28T00:59:59", -7200),
  offset(NUUK, "2027-03-28T01:00:00", -3600),
  offset(GAZA, "2027-03-26T23:59:59", 7200),
  offset(GAZA, "2027-03-27T00:00:00", 10_800),
  offset("XXX0YYY,M12.5.5/167,M1.1.0/-167", "2026-12-31T22:59:59", 0),
  offset("XXX0YYY,M12.5.5/167,M1.1.0/-167", "2026-12-31T23:00:00", 3600),
  offset("CET-1CEST,M3.5.0,M10.5.0/3", "9999-12-31T23:59:59", 3600),
  noZone("a name of the tz database", "Europe/Berlin"),
  noZone("nothing", ""),
  noZone("no offset", "UTC"),
  noZone("a name of two letters", "AB1"),
  noZone("a name of nine letters", "ABCDEFGHI1"),
  noZone("a digit in a name without brackets", "A1C1"),
  noZone("an offset of 25 hours", "CET-25"),
  noZone("an offset of 60 minutes", "CET-1:60"),
  noZone("an offset of three digits", "CET-001"),
  noZone("daylight saving time without its dates", "CET-1CEST"),
  noZone("one date alone", "CET-1CEST,M3.5.0"),
  noZone("dates without daylight saving time", "CET-1,M3.5.0,M10.5.0"),
  noZone("a date as a day of the year", "CET-1CEST,J87,J301"),
  noZone("month 13", "CET-1CEST,M13.5.0,M10.5.0"),
  noZone("week 6", "CET-1CEST,M3.6.0,M10.5.0"),
  noZone("weekday 7", "CET-1CEST,M3.5.7,M10.5.0"),
  noZone("a month with a leading zero", "CET-1CEST,M03.5.0,M10.5.0"),
  noZone("a change at 168 hours", "CET-1CEST,M3.5.0/168,M10.5.0"),
  noZone("a colon before", ":CET-1"),
  noZone("a line break at the end", "CET-1\n"),
  noZone("65 characters", `CET-1CEST,M3.5.0/${"0".repeat(48)}`),
  noZone("a number", 1),
];

const WEEKDAYS = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }];
const NIGHTS = [{ days: [5], from: "22:00", to: "06:00" }];
const SUNDAY_NIGHT = [{ days: [7], from: "22:00", to: "06:00" }];
const ALWAYS = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }];

const within = (name: string, time: string, schedule: unknown, tz = BERLIN) => ({
  ...{ name, schedule, tz, at: at(time), within: true },
});
const outside = (...given: Parameters<typeof within>) => ({ ...within(...given), within: false });
const noSchedule = (name: string, schedule: unknown) => ({ name, schedule, error: "invalid" });

/** `schedules.json`: whether a schedule allows a moment. */
export const schedules = [
  outside("a second before it begins", "2027-01-15T06:59:59", WEEKDAYS),
  within("as it begins", "2027-01-15T07:00:00", WEEKDAYS),
  within("a second before it ends", "2027-01-15T16:59:59", WEEKDAYS),
  outside("as it ends", "2027-01-15T17:00:00", WEEKDAYS),
  outside("on a Saturday", "2027-01-16T09:00:00", WEEKDAYS),
  outside("on a Sunday", "2027-01-17T09:00:00", WEEKDAYS),
  within("on a Monday", "2027-01-18T09:00:00", WEEKDAYS),
  within("in summer, an hour earlier in UTC", "2027-07-15T06:00:00", WEEKDAYS),
  outside("in summer, as it ends", "2027-07-15T16:00:00", WEEKDAYS),
  within("Friday in the zone, Thursday in UTC", "2027-01-14T22:30:00", WEEKDAYS, "<+10>-10"),
  outside("Thursday in UTC, 08:30 in another zone", "2027-01-14T22:30:00", WEEKDAYS, "UTC0"),
  within("over midnight: Friday evening", "2027-01-15T21:00:00", NIGHTS),
  within("over midnight: the morning after", "2027-01-16T04:59:59", NIGHTS),
  outside("over midnight: as it ends", "2027-01-16T05:00:00", NIGHTS),
  outside("over midnight: the morning before", "2027-01-15T03:00:00", NIGHTS),
  outside("over midnight: the evening after", "2027-01-16T21:30:00", NIGHTS),
  within("over midnight, from Sunday into Monday", "2027-01-18T03:00:00", SUNDAY_NIGHT),
  within("the night the clocks go forward", "2027-03-28T03:59:59", [
    { days: [6], from: "22:00", to: "06:00" },
  ]),
  outside("the night the clocks go forward, as it ends", "2027-03-28T04:00:00", [
    { days: [6], from: "22:00", to: "06:00" },
  ]),
  within("the hour that comes twice, first", "2027-10-31T00:30:00", [
    { days: [7], from: "02:00", to: "03:00" },
  ]),
  within("the hour that comes twice, again", "2027-10-31T01:30:00", [
    { days: [7], from: "02:00", to: "03:00" },
  ]),
  outside("an hour that does not come", "2027-03-28T01:00:00", [{ days: [7], from: "02:00", to: "03:00" }]),
  within("the whole day, its first second", "2027-01-14T23:00:00", ALWAYS),
  within("the whole day, its last second", "2027-01-15T22:59:59", ALWAYS),
  within("the second of two entries", "2027-01-16T09:00:00", [
    ...WEEKDAYS,
    { days: [6], from: "09:00", to: "12:00" },
  ]),
  within("until midnight, as 00:00", "2027-01-15T22:30:00", [{ days: [5], from: "22:00", to: "00:00" }]),
  outside("until midnight, as 00:00, over", "2027-01-15T23:00:00", [
    { days: [5], from: "22:00", to: "00:00" },
  ]),
  noSchedule("no entry", []),
  noSchedule("15 entries", Array(15).fill(WEEKDAYS[0])),
  noSchedule("no day", [{ days: [], from: "08:00", to: "18:00" }]),
  noSchedule("day 0", [{ days: [0], from: "08:00", to: "18:00" }]),
  noSchedule("day 8", [{ days: [8], from: "08:00", to: "18:00" }]),
  noSchedule("a day as a text", [{ days: ["1"], from: "08:00", to: "18:00" }]),
  noSchedule("a day twice", [{ days: [1, 1], from: "08:00", to: "18:00" }]),
  noSchedule("from and to the same", [{ days: [1], from: "08:00", to: "08:00" }]),
  noSchedule("from 24:00", [{ days: [1], from: "24:00", to: "06:00" }]),
  noSchedule("to 24:01", [{ days: [1], from: "08:00", to: "24:01" }]),
  noSchedule("08:60", [{ days: [1], from: "08:60", to: "18:00" }]),
  noSchedule("8:00", [{ days: [1], from: "8:00", to: "18:00" }]),
  noSchedule("seconds", [{ days: [1], from: "08:00:00", to: "18:00" }]),
  noSchedule("no days", [{ from: "08:00", to: "18:00" }]),
  noSchedule("an unknown member", [{ days: [1], from: "08:00", to: "18:00", until: 1 }]),
  noSchedule("an object", WEEKDAYS[0]),
];
