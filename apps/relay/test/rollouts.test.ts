import type { AlertPage, HistoryPage, RolloutHours } from "@openlock/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mayUpdateAt } from "../src/updates/hours.ts";
import type { DeviceKeys, TestDevice } from "./support/device.ts";
import { makeDeviceKeys } from "./support/device.ts";
import { listenTo } from "./support/event-stream.ts";
import { expectProblem } from "./support/http.ts";
import { seal } from "./support/relay.ts";
import { PLAN, UpdateRig } from "./support/releases.ts";

let keys: readonly DeviceKeys[];
let rig: UpdateRig;
/** How long a device may take for an answer. */
let patienceMs: number;
beforeEach(async () => {
  keys ??= await Promise.all([makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys(), makeDeviceKeys()]);
  patienceMs = 60_000;
  rig = await UpdateRig.start({ answerMs: () => patienceMs });
});
afterEach(() => rig.relay.close());

const doorsOnline = (count: number): Promise<TestDevice[]> =>
  Promise.all(keys.slice(0, count).map((each) => rig.relay.online(each)));
/** Those that the relay has asked to update themselves; what is on its way to them is waited for. */
async function asked(...devices: readonly TestDevice[]): Promise<TestDevice[]> {
  await Promise.all(devices.map((device) => device.settled()));
  return devices.filter(({ frames }) => frames.some(({ type }) => type === "update"));
}

describe("a rollout", () => {
  test("goes to a canary, waits, then to half, then to all, and is in the history", async () => {
    const devices = await doorsOnline(4);
    const [a, b, c, d] = devices as [TestDevice, TestDevice, TestDevice, TestDevice];
    const release = await rig.release();
    const rollout = await rig.rollout(release, { canary: b.door });
    expect(rollout.stages.map(({ waiting }) => waiting)).toEqual([1, 1, 2]);
    await rig.pass(1);
    await rig.takes(b, "1.1.0");
    expect(await asked(...devices)).toEqual([]);
    await rig.pass(3);
    await rig.pass(58);
    expect((await rig.read(rollout)).stage).toBe(0);
    await rig.pass(3);
    expect(await rig.read(rollout)).toMatchObject({ stage: 1, state: "running" });
    await rig.pass(3);
    const [second, ...more] = await asked(a, c, d);
    if (!second) throw new Error("nobody was asked");
    expect(more).toEqual([]);
    await rig.takes(second, "1.1.0");
    await rig.pass(3);
    await rig.pass(61);
    await rig.pass(3);
    for (const device of [a, c, d]) if (device !== second) await rig.takes(device, "1.1.0");
    await rig.pass(3);
    await rig.pass(61);
    expect(await rig.read(rollout)).toMatchObject({
      state: "done",
      stages: [{ done: 1 }, { done: 1 }, { done: 2 }],
    });
    const told = (await rig.relay.ask("/api/audit?action=door.update")).json<HistoryPage>().entries;
    expect(told).toHaveLength(4);
    expect(told[0]).toMatchObject({ outcome: "done", detail: { rollout: rollout.id, version: "1.1.0" } });
    expectProblem(await rig.act(rollout, "pause"), "conflict", 409);
  });

  test("tells pages how far a door is, and lets it say so as fast as it likes", async () => {
    const [device] = (await doorsOnline(1)) as [TestDevice];
    const stream = await listenTo(rig.relay.url, rig.relay.owner);
    const rollout = await rig.rollout(await rig.release());
    await rig.pass(1);
    const { id } = await device.frame("update");
    for (const phase of ["downloading", "checking"])
      for (let percent = 0; percent <= 100; percent++)
        device.send({ type: "update-progress", id, phase, percent });
    await rig.heard(device);
    expect(device.connected).toBe(true);
    await stream.until(
      (event) => event.type === "update-progress" && event.phase === "checking" && event.percent === 100,
    );
    const told = stream.events().filter(({ type }) => type === "update-progress");
    expect(told.length).toBeLessThanOrEqual(42);
    expect((await rig.doors(rollout))[0]).toMatchObject({
      state: "updating",
      phase: "checking",
      percent: 100,
    });
    stream.close();
  });

  test("halts at a canary that goes back, alerts, and goes on when somebody lets it", async () => {
    const [canary, other] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    const rollout = await rig.rollout(await rig.release(), { canary: canary.door });
    await rig.pass(1);
    await rig.refuses(canary, "rolled-back");
    await rig.pass(3);
    expect(await rig.read(rollout)).toMatchObject({ state: "halted", reason: "rolled-back" });
    await rig.pass(600);
    expect(await asked(other)).toEqual([]);
    await expect
      .poll(async () => (await rig.relay.ask("/api/alerts")).json<AlertPage>().alerts, { timeout: 10_000 })
      .toMatchObject([{ kind: "rollout-halted", summary: expect.stringContaining("1.1.0") }, {}, {}]);
    expect((await rig.act(rollout, "retry", {})).status).toBe(200);
    expect((await rig.act(rollout, "resume")).status).toBe(200);
    await rig.pass(3);
    await rig.takes(canary, "1.1.0");
    await rig.pass(3);
    await rig.pass(61);
    await rig.pass(3);
    expect(await asked(other)).toEqual([other]);
  });

  test("halts at too many doors that refuse, and not before", async () => {
    const devices = await doorsOnline(4);
    const [a, ...rest] = devices as [TestDevice, ...TestDevice[]];
    const plan = { canary: a.door, steps: [100], soakSeconds: 0 };
    const rollout = await rig.rollout(await rig.release(), plan);
    await rig.pass(1);
    await rig.takes(a, "1.1.0");
    for (let step = 0; step < 3; step++) await rig.pass(3);
    await rig.refuses(rest[0] as TestDevice, "bad-image");
    await rig.pass(3);
    expect((await rig.read(rollout)).state).toBe("running");
    await rig.refuses(rest[1] as TestDevice, "wrong-hash");
    await rig.pass(3);
    expect(await rig.read(rollout)).toMatchObject({ state: "halted", reason: "too-many-failed" });
    expect(
      (await rig.doors(rollout))
        .filter(({ state }) => state === "failed")
        .map(({ why }) => why)
        .sort(),
    ).toEqual(["bad-image", "wrong-hash"]);
    // The third goes on by itself, and its result counts.
    await rig.takes(rest[2] as TestDevice, "1.1.0");
    expect((await rig.read(rollout)).stages[1]).toMatchObject({ done: 1, failed: 2 });
  });

  test("halts where a door leaves more commands unanswered than before; a refusal is an answer, and one is chance", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    const send = async () => (await rig.relay.send(a.door, (await seal(a, { now: rig.now })).jwe)).status;
    for (let count = 0; count < 3; count++) expect(await send()).toBe(200);
    await rig.pass(130);
    const rollout = await rig.rollout(await rig.release(), { canary: a.door });
    await rig.pass(1);
    await rig.takes(a, "1.1.0");
    const state = async () => {
      await rig.pass(3);
      return (await rig.read(rollout)).state;
    };
    a.reaction = "refuse";
    for (let count = 0; count < 3; count++) expect(await send()).toBe(200);
    expect(await state()).toBe("running");
    a.reaction = "keep-silent";
    patienceMs = 20;
    expect(await send()).toBe(504);
    expect(await state()).toBe("running");
    expect(await send()).toBe(504);
    patienceMs = 60_000;
    expect(await state()).toBe("halted");
    expect(await rig.read(rollout)).toMatchObject({ reason: "canary-failed" });
    expect((await rig.doors(rollout))[0]).toMatchObject({ state: "done", worse: true });
    await rig.pass(600);
    expect(await asked(b)).toEqual([]);
  });

  test("halts where a door is gone after its update", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    for (const device of [a, b])
      expect((await rig.relay.send(device.door, (await seal(device)).jwe)).status).toBe(200);
    await rig.pass(130);
    const rollout = await rig.rollout(await rig.release(), { canary: a.door });
    await rig.pass(1);
    await rig.takes(a, "1.1.0");
    a.stop();
    await rig.relay.offline(a.door);
    await rig.pass(3);
    await rig.pass(61);
    expect(await rig.read(rollout)).toMatchObject({ state: "halted", reason: "canary-failed" });
    expect((await rig.doors(rollout))[0]).toMatchObject({ state: "done", worse: true });
  });

  test("offers nothing while a door is open or was just used, nor in quiet hours", async () => {
    const [device] = (await doorsOnline(1)) as [TestDevice];
    const hour = new Date(Date.now() + 2 * 3600_000).toISOString().slice(11, 13);
    const later = { days: [1, 2, 3, 4, 5, 6, 7], from: `${hour}:00`, to: `${hour}:59` };
    const release = await rig.release();
    const quiet = await rig.rollout(release, {
      hours: { mode: "only", entries: [later], timeZone: "UTC" },
    });
    await rig.pass(1);
    expect(await asked(device)).toEqual([]);
    await rig.act(quiet, "stop");

    device.lock = "unlocked";
    const rollout = await rig.rollout(release);
    await rig.pass(1);
    expect((await rig.doors(rollout))[0]).toMatchObject({ state: "waiting", why: "used-now" });
    device.lock = "locked";
    await rig.relay.send(device.door, (await seal(device)).jwe);
    await rig.pass(61);
    expect(await asked(device)).toEqual([]);
    await rig.pass(121);
    expect(await device.frame("update")).toBeDefined();
  });

  test("waits for a door that is offline, and offers again to one that restarted, three times at most", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    b.stop();
    await rig.relay.offline(b.door);
    const rollout = await rig.rollout(await rig.release(), { canary: a.door, soakSeconds: 0, steps: [100] });
    await rig.pass(1);
    await rig.takes(a, "1.1.0");
    for (let step = 0; step < 5; step++) await rig.pass(3);
    expect(await rig.read(rollout)).toMatchObject({ state: "running", stage: 1 });
    await b.restart();
    for (let count = 1; count <= 3; count++) {
      await rig.pass(61 * count);
      await b.frame("update");
      await b.restart();
      await rig.pass(16);
    }
    expect((await rig.doors(rollout))[1]).toMatchObject({ state: "failed", why: "no-answer", tries: 3 });
    await rig.pass(3);
    await rig.pass(3);
    expect(await rig.read(rollout)).toMatchObject({ state: "done" });
  });

  test("takes a door that has the version for done, also where its word was lost", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    await b.restart("1.1.0");
    const rollout = await rig.rollout(await rig.release());
    expect(await rig.doors(rollout)).toMatchObject([
      { door: b.door, state: "skipped", why: "has-it" },
      { door: a.door },
    ]);
    await rig.pass(1);
    await a.frame("update");
    await a.restart("1.1.0");
    await rig.pass(16);
    expect((await rig.doors(rollout))[1]).toMatchObject({ state: "done" });
  });

  test("is paused, resumed and stopped by hand, and believes no result that was not asked for", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    const rollout = await rig.rollout(await rig.release(), { canary: a.door, soakSeconds: 0 });
    expect((await rig.act(rollout, "pause")).status).toBe(200);
    await rig.pass(60);
    expect(await asked(a)).toEqual([]);
    expectProblem(await rig.act(rollout, "pause"), "conflict", 409);
    await rig.act(rollout, "resume");
    await rig.pass(3);
    const { id } = await a.frame("update");
    b.send({ type: "update-result", id, code: 200 });
    a.send({ type: "update-result", id: "another", code: 200 });
    await rig.heard(a);
    await rig.heard(b);
    expect(await rig.doors(rollout)).toMatchObject([{ state: "updating" }, { state: "waiting" }]);
    await rig.act(rollout, "stop");
    expectProblem(await rig.act(rollout, "resume"), "conflict", 409);
    a.send({ type: "update-result", id, code: 200 });
    await rig.heard(a);
    expect(await rig.doors(rollout)).toMatchObject([{ state: "done" }, { state: "waiting" }]);
  });

  test("is for doors in scope, of the chip, in one rollout at a time", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    const release = await rig.release();
    const some = await rig.relay.person("admin", { all: false, ids: [a.door] });
    const listed = { doors: { all: false as const, ids: [a.door, b.door] } };
    expectProblem(await rig.begin(release, listed, some), "door-unknown", 404);
    const mine = await rig.begin(release, {}, some);
    expect(mine.status, mine.text).toBe(201);
    expectProblem(await rig.begin(release), "conflict", 409);
    const { id } = mine.json<{ id: number }>();
    const other = await rig.relay.person("admin", { all: false, ids: [b.door] });
    expectProblem(await rig.relay.ask(`/api/rollouts/${id}`, { token: other }), "not-found", 404);
    expectProblem(
      await rig.relay.ask(`/api/rollouts/${id}/stop`, { method: "POST", token: other }),
      "not-found",
      404,
    );
    expectProblem(await rig.begin(await rig.release({ chip: "ESP32-C3" })), "conflict", 409);
    expectProblem(await rig.begin(release, { plan: { ...PLAN, canary: "nobody" } }), "malformed", 400);
    expectProblem(await rig.begin(release, { plan: { ...PLAN, steps: [50, 20, 100] } }), "malformed", 400);
    expectProblem(await rig.relay.ask(`/api/releases/${release.id}`, { method: "DELETE" }), "conflict", 409);
  });

  test("leads back where a release is signed for that, only from the version that is left", async () => {
    const [a, b] = (await doorsOnline(2)) as [TestDevice, TestDevice];
    const left = await rig.release({ version: "1.1.0" });
    await a.restart("1.1.0");
    expectProblem(await rig.begin(await rig.release({ version: "0.9.0" })), "conflict", 409);
    const back = await rig.release({ version: "1.0.0", allowDowngrade: left.sha256 });
    const rollout = await rig.rollout(back);
    expect(await rig.doors(rollout)).toMatchObject([
      { door: b.door, why: "has-it" },
      { door: a.door, state: "waiting" },
    ]);
    await rig.pass(1);
    await rig.takes(a, "1.0.0");
    expect((await rig.doors(rollout))[1]).toMatchObject({ state: "done" });
  });
});

describe("hours", () => {
  const nights = { days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "06:00" };
  const at = (iso: string) => Date.parse(iso);
  test.each([
    ["2026-01-15T22:30:00Z", "only", true],
    ["2026-01-15T20:30:00Z", "only", false],
    // Summer time: 22:30 in Berlin.
    ["2026-07-15T20:30:00Z", "only", true],
    ["2026-07-15T20:30:00Z", "never", false],
    ["2026-07-15T10:00:00Z", "never", true],
  ] as const)("%s, %s at night in Berlin: %s", (iso, mode, may) => {
    expect(mayUpdateAt({ hours: { mode, entries: [nights], timeZone: "Europe/Berlin" } }, at(iso))).toBe(may);
  });
  test("are none where none are said, and hold west of Greenwich", () => {
    expect(mayUpdateAt({}, 0)).toBe(true);
    const hours: RolloutHours = { mode: "only", entries: [nights], timeZone: "America/St_Johns" };
    expect(mayUpdateAt({ hours }, at("2026-01-15T01:45:00Z"))).toBe(true);
    expect(mayUpdateAt({ hours }, at("2026-01-15T01:15:00Z"))).toBe(false);
  });
});
