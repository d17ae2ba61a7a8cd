import type { GrantView } from "@openlock/api";
import { expect, test, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
const { presentAccess } = await import("./present-access.ts");

const office = [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }];
const weekend = [{ days: [6, 7], from: "00:00", to: "24:00" }];
let made = 0;
const grant = (door: string, state: GrantView["state"], schedule = office): GrantView => ({
  ...{ jti: `jti-${++made}`, door, kid: "kid", person: { id: "sam", label: "Sam Staff" }, ownerKid: "owner" },
  ...{ commands: ["unlock"], nbf: 1, exp: 1_900_000_000, schedule, tz: "UTC0" },
  ...{ grant: "", at: made, approvedBy: "Olga Owner", state },
});

test("all that still counts at a door is shown, also what the door has yet to confirm as revoked; else what was last", () => {
  const [newer, being, over] = [
    grant("front", "open"),
    grant("front", "revocation-asked", weekend),
    grant("front", "over"),
  ];
  const [last, before] = [grant("back", "revoked"), grant("back", "over", weekend)];
  expect(presentAccess([[newer, being, over], [last, before], []])).toEqual([
    { doors: ["front"], grant: newer },
    { doors: ["front"], grant: being },
    { doors: ["back"], grant: last },
  ]);
});

test("what is the same at several doors is shown once, with all of them", () => {
  const [front, again, back, side] = [
    grant("front", "open"),
    grant("front", "open"),
    grant("back", "open"),
    grant("side", "open", weekend),
  ];
  expect(presentAccess([[front, again], [back], [side]])).toEqual([
    { doors: ["front", "back"], grant: front },
    { doors: ["side"], grant: side },
  ]);
});
