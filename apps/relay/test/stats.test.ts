import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stats } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createRig, expectProblem, type Rig, type SignedInPerson, START } from "./management-rig.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("figures of doors", () => {
  let rig: Rig;
  let owner: SignedInPerson;
  beforeEach(async () => {
    rig = await createRig();
    owner = await rig.person("owner");
    const stat = (hour: number, door: string, measure: string, value: number) => ({
      ...{ hour, door, measure, value },
    });
    await rig.records.doorStats.add([
      stat(START, "front", "opens", 3),
      stat(START, "side", "opens", 1),
      stat(START, "front", "answered-20", 4),
      stat(START, "front", "answered-8", 5),
      stat(START, "front", "online", HOUR),
      stat(START + HOUR, "front", "online", HOUR / 2),
      stat(START + 2 * HOUR, "side", "opens", 7),
      stat(START - 40 * DAY, "front", "opens", 9),
    ]);
  });
  afterEach(() => rig.close());

  const ask = (from: number | string, to: number | string, by = owner) =>
    rig.request<Stats>("GET", `/api/stats?from=${from}&to=${to}`, { token: by.token });

  it("are told by hour, for all doors, and by door for how long it was connected", async () => {
    const { status, body } = await ask(START + 60_000, START + 2 * HOUR);
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ from: START, to: START + 2 * HOUR, since: START - 40 * DAY },
      hours: [
        {
          ...{ at: START, opens: 4 },
          answered: [
            { upTo: 4, count: 5 },
            { upTo: 32, count: 4 },
          ],
        },
      ],
      doors: [{ door: "front", onlineMs: 1.5 * HOUR }],
    });
  });

  it("are those of the caller's doors alone", async () => {
    const admin = await rig.person("admin", { doors: { all: false, ids: ["side"] } });
    const { body } = await ask(START, START + DAY, admin);
    expect(body.hours.map(({ opens }) => opens)).toEqual([1, 7]);
    expect(body.doors).toEqual([]);
    const nobody = await rig.person("auditor", { doors: { all: false, ids: [] } });
    expect((await ask(START, START + DAY, nobody)).body.hours).toEqual([]);
  });

  it("are not for staff, nor for whoever is not signed in", async () => {
    expectProblem(await ask(START, START + DAY, await rig.person("staff")), "forbidden", 403);
    expectProblem(await rig.request("GET", "/api/stats?from=1&to=2"), "unauthenticated", 401);
  });

  it("are of a month at most: of a longer time, of its last", async () => {
    const { body } = await ask(0, START + DAY);
    expect(body.from).toBe(START + DAY - 31 * DAY);
    expect(body.hours.map(({ opens }) => opens)).toEqual([4, 7]);
  });

  it.each([
    ["2", "1"],
    ["1", "1"],
    ["x", "2"],
    ["-5", "2"],
    ["0", "1e99"],
    ["", ""],
  ])("of a time from %s to %s there are none", async (from, to) => {
    expectProblem(await ask(from, to), "malformed", 400);
  });
});

it("doors make them: opened, answered, connected; and a relay that is stopped keeps them", async () => {
  const data = await mkdtemp(join(tmpdir(), "openlock-stats-"));
  onTestFinished(() => rm(data, { recursive: true }));
  const before = await TestRelay.start({ data });
  const device = await before.online(await someDeviceKeys());
  for (const lock of ["locked", "unlocked", "locked", "unlocked"] as const) {
    device.lock = lock;
    device.send({ type: "status", status: device.status });
  }
  expect((await before.send(device.door, (await seal(device)).jwe)).status).toBe(200);
  device.reaction = "keep-silent";
  await device.settled();
  await before.close();

  const after = await TestRelay.start({ data });
  onTestFinished(() => after.close());
  const { accessToken } = await after.signIn("owner@example.org");
  const now = Date.now();
  const answer = await after.ask(`/api/stats?from=${now - HOUR}&to=${now + 1}`, { token: accessToken });
  const { hours } = answer.json<Stats>();
  const sum = (of: (hour: Stats["hours"][number]) => number) =>
    hours.reduce((all, hour) => all + of(hour), 0);
  expect(sum(({ opens }) => opens)).toBe(2);
  expect(sum(({ answered }) => answered.reduce((all, { count }) => all + count, 0))).toBe(1);
});
