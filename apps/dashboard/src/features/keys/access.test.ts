import { createKey, type OwnKey, readGrant } from "@openlock/client/grants";
import { parseGrant, verifyJws } from "@openlock/protocol";
import { beforeAll, expect, test, vi } from "vitest";
import { OFFICE_HOURS } from "./schedule/week.ts";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
const { inDays, localTime, readAccess, signAccess } = await import("./access.ts");

let owner: OwnKey;
let person: OwnKey;
beforeAll(async () => {
  [owner, person] = await Promise.all([createKey(), createKey()]);
});

const access = { commands: ["unlock" as const], until: inDays(1), week: undefined };

test("a grant says what was chosen, for that key alone, signed by the owner", async () => {
  const grant = await signAccess(owner, "front", { key: person.publicKey, kid: person.kid }, access);
  await verifyJws(parseGrant(grant), owner.publicKey);
  const { claims } = readGrant(grant);
  expect(claims).toMatchObject({ aud: "front", cnf: { jwk: person.publicKey }, commands: ["unlock"] });
  expect(Math.abs(claims.exp * 1000 - Date.now() - 86_400_000)).toBeLessThan(61_000);
});

test("a server that shows one fingerprint and hands over another key gets nothing signed", async () => {
  const other = await createKey();
  const mixed = { key: other.publicKey, kid: person.kid };
  await expect(signAccess(owner, "front", mixed, access)).rejects.toThrow("another fingerprint");
});

test("hours of the week go with their time zone, and never with what would outlast them", () => {
  const read = readAccess({ ...access, commands: ["unlock", "hold"], week: OFFICE_HOURS });
  expect(read).toMatchObject({ commands: ["unlock"], schedule: [{ from: "08:00", to: "18:00" }] });
  expect(read?.tz).toMatch(/^</);
});

test.each([
  ["an end that has passed", { until: localTime(Date.now() - 60_000) }],
  ["an end that is no time", { until: "" }],
  ["an end after more than a year", { until: inDays(367) }],
  ["nothing that may be done", { commands: [] }],
  ["hours none of which is painted", { week: OFFICE_HOURS.map(() => false) }],
])("with %s there is nothing to sign", (_, change) => {
  expect(readAccess({ ...access, ...change })).toBeUndefined();
});

test("a guest's stay ends within a month", () => {
  expect(readAccess({ ...access, until: inDays(30) }, 31)).toBeDefined();
  expect(readAccess({ ...access, until: inDays(32) }, 31)).toBeUndefined();
});
