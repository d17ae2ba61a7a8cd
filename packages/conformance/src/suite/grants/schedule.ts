import assert from "node:assert/strict";
import type { ScheduleEntry } from "@openlock/protocol";
import { grantTo, makeSigner } from "../../command/signer.ts";
import { section } from "../check.ts";
import { own } from "./owners.ts";

const { check, checks } = section("9. Schedules");
export const scheduleChecks = checks;

/** An entry of every day, from and to so many minutes from now. */
function around(now: number, from: number, to: number): ScheduleEntry {
  const clock = (minutes: number) => {
    const at = new Date((now + minutes * 60) * 1000);
    return at.toISOString().slice(11, 16);
  };
  return { days: [1, 2, 3, 4, 5, 6, 7], from: clock(from), to: clock(to) };
}

check("`schedule`: within its hours and no other, also past midnight", {}, async (rig) => {
  const owner = await own(rig);
  const person = await makeSigner();
  const now = rig.client.nowSeconds();
  const today = new Date(now * 1000).getUTCDay() || 7;
  const other = (today % 7) + 1;
  const cases: [string, ScheduleEntry[], string, boolean][] = [
    ["this hour", [around(now, -60, 60)], "UTC0", true],
    ["this hour, as one of two entries", [around(now, 120, 180), around(now, -60, 60)], "UTC0", true],
    ["two hours later", [around(now, 120, 180)], "UTC0", false],
    ["until an hour ago", [around(now, -180, -60)], "UTC0", false],
    ["all day today", [{ days: [today], from: "00:00", to: "24:00" }], "UTC0", true],
    ["all day on another day", [{ days: [other], from: "00:00", to: "24:00" }], "UTC0", false],
    ["this hour of a clock two hours ahead", [around(now, 60, 180)], "<+02>-2", true],
    ["this hour of UTC, by a clock two hours ahead", [around(now, -60, 60)], "<+02>-2", false],
    [
      "this hour of a clock that is on daylight saving time all year",
      [around(now, 30, 90)],
      "STD0DST,M1.1.0/0,M12.5.0/167",
      true,
    ],
    ["through the night until an hour from now", [around(now, 120, 60)], "UTC0", true],
  ];
  for (const [name, schedule, tz, within] of cases) {
    const { text } = await grantTo(person, owner, now, { schedule, tz });
    const { error } = await rig.command("lock", {}, { by: person, grant: text });
    assert.equal(error, within ? undefined : "not-granted", name);
  }
});
