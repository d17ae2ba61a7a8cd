import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HistoryPage } from "@openlock/api";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { openRecords } from "../src/records/open.ts";
import type { AuditEntry } from "../src/records/records.ts";
import { Balancer } from "./support/cluster.ts";
import { TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay, type TestRelayOptions } from "./support/relay.ts";
import { startRedis } from "./support/servers.ts";

// How locks like this one have failed elsewhere: each tried on the relay.

async function start(options: TestRelayOptions = {}): Promise<TestRelay> {
  const relay = await TestRelay.start(options);
  onTestFinished(() => relay.close());
  return relay;
}

async function online(relay: TestRelay): Promise<TestDevice> {
  const device = await relay.online(await someDeviceKeys());
  onTestFinished(() => device.stop());
  return device;
}

test("replay keys lost in failover of the cache: what was made before it goes through no more", async () => {
  const [primary, replica] = await Promise.all([startRedis(), startRedis()]);
  const address = await Balancer.start();
  const redisPort = (url: string) => Number(new URL(url).port);
  address.ports.add(redisPort(primary.url));
  const operator = new Redis(replica.url);
  onTestFinished(async () => {
    operator.disconnect();
    address.stop();
    await Promise.all([primary.stop(), replica.stop()]);
  });
  const relay = await start({ environment: { REDIS_URL: `redis://127.0.0.1:${address.port}` } });
  const device = await online(relay);
  const before = await seal(device);
  expect((await relay.send(device.door, before.jwe)).status).toBe(200);

  // The replica takes over with some of what there was, and without the command: replication is not awaited.
  await operator.replicaof("127.0.0.1", redisPort(primary.url));
  await expect
    .poll(() => operator.info("replication"), { timeout: 15_000 })
    .toContain("master_link_status:up");
  const seen = await operator.keys("*seen:*");
  expect(seen).toHaveLength(1);
  await operator.replicaof("NO", "ONE");
  await operator.del(...seen);
  address.ports.clear();
  address.ports.add(redisPort(replica.url));
  await primary.kill9();

  await expect.poll(async () => (await relay.ask("/readyz")).status, { timeout: 15_000 }).toBe(200);
  expectProblem(await relay.send(device.door, before.jwe), "stale", 422);
  const again = async () => (await relay.send(device.door, (await seal(device)).jwe)).status;
  await expect.poll(again, { timeout: 15_000 }).toBe(200);
  expect(device.commands.filter(({ jti }) => jti === before.jti)).toHaveLength(1);
});

test("an old command runs after reconnect: not one that found its door away, nor one that was not answered", async () => {
  let patienceMs = 50;
  const relay = await start({ answerMs: () => patienceMs });
  const device = await online(relay);
  device.reaction = "keep-silent";
  const unanswered = await seal(device);
  expectProblem(await relay.send(device.door, unanswered.jwe), "device-timeout", 504);
  patienceMs = 60_000;
  const broken = await seal(device);
  const answer = relay.send(device.door, broken.jwe);
  await device.received(broken.jti);
  device.stop();
  expectProblem(await answer, "device-timeout", 504);
  const away = await seal(device);
  expectProblem(await relay.send(device.door, away.jwe), "door-offline", 503);

  const back = new TestDevice(relay.relay, device.door, device.keys);
  onTestFinished(() => back.stop());
  back.boot = device.boot;
  await back.start();
  for (const { jwe } of [unanswered, broken, away]) {
    expectProblem(await relay.send(back.door, jwe), "replayed", 409);
  }
  const next = await seal(back);
  expect((await relay.send(back.door, next.jwe)).status).toBe(200);
  // It answers in order: what had been kept for it would have come by now.
  await back.settled();
  expect(back.commands.map(({ jti }) => jti)).toEqual([next.jti]);
});

test("who opened it? One entry for each command, with the person and how it ended, and none besides", async () => {
  let patienceMs = 60_000;
  const relay = await start({ answerMs: () => patienceMs });
  const device = await online(relay);
  const people = new Map([
    ["The owner", relay.owner],
    ["The staff", await relay.person("staff")],
    ["The admin", await relay.person("admin")],
  ]);
  const expected: string[] = [];
  const send = async (name: string, ended: string, jwe?: string) => {
    expected.push(`${name} ${ended}`);
    return relay.send(device.door, jwe ?? (await seal(device)).jwe, { token: people.get(name) });
  };
  const everybody = [...people.keys(), ...people.keys(), ...people.keys()];
  const { jwe } = await seal(device);
  await send("The owner", "done", jwe);
  await Promise.all(everybody.map((name) => send(name, "done")));
  await Promise.all(everybody.map((name) => send(name, "refused replayed", jwe)));
  device.reaction = "refuse";
  await Promise.all(everybody.map((name) => send(name, "failed device-refused")));
  device.reaction = "keep-silent";
  patienceMs = 50;
  await Promise.all([...people.keys()].map((name) => send(name, "failed device-timeout")));
  device.stop();
  await relay.offline(device.door);
  await Promise.all([...people.keys()].map((name) => send(name, "failed door-offline")));

  // A refusal is written down without making anybody wait.
  const told = async () => {
    const page = await relay.ask(`/api/doors/${device.door}/history?limit=100`);
    const entries = page.json<HistoryPage>().entries.filter(({ action }) => action === "command.send");
    expect(entries.every(({ ip, actor }) => ip === "127.0.0.1" && actor.kind === "person")).toBe(true);
    return entries
      .map(({ actor, outcome, code }) => [actor.label, outcome, ...(code ? [code] : [])].join(" "))
      .sort();
  };
  await expect.poll(told).toEqual(expected.sort());
});

test("lists and logs choke: with a year of events, pages stay short, whole, and in nobody's way", async () => {
  const data = await mkdtemp(join(tmpdir(), "openlock-year-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const [days, doors, perDay] = [365, 20, 20];
  const records = await openRecords({ dataDir: data });
  const yearAgo = Date.now() - days * 24 * 3600_000;
  for (let day = 0; day < days; day++) {
    const rows = Array.from({ length: doors * perDay }, (_, at): AuditEntry => {
      const door = `old-${at % doors}`;
      return {
        at: yearAgo + day * 24 * 3600_000 + at,
        actor: { kind: "device", id: "kid", label: door },
        action: "device.event",
        door,
        outcome: "done",
        detail: { event: at % 2 ? "door-opened" : "door-closed", seq: day * perDay + at },
      };
    });
    await records.audit.append(rows);
  }
  for (let at = 0; at < doors; at++)
    await records.doors.create({ id: `old-${at}`, name: `Old ${at}`, at: yearAgo });
  await records.close();

  const relay = await start({ data });
  const device = await online(relay);
  const walk = async (path: string, limit: number) => {
    const seqs: number[] = [];
    for (let before = ""; ; ) {
      const page = (await relay.ask(`${path}limit=${limit}${before}`)).json<HistoryPage>();
      expect(page.entries.length).toBeLessThanOrEqual(limit);
      seqs.push(...page.entries.map(({ seq }) => seq));
      if (page.next === undefined) return seqs;
      before = `&before=${page.next}`;
    }
  };
  let walking = true;
  const commands = (async () => {
    let sent = 0;
    for (; walking; sent++)
      expect((await relay.send(device.door, (await seal(device)).jwe)).status).toBeOneOf([200, 429]);
    return sent;
  })();
  const seqs = await walk("/api/doors/old-7/history?", 100);
  expect(new Set(seqs).size).toBe(days * perDay);
  expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  const nobody = "/api/audit?person=nobody&";
  expect(await walk(nobody, 100)).toEqual([]);
  walking = false;
  expect(await commands).toBeGreaterThan(0);
  expect((await relay.ask("/api/audit?limit=1000000")).status).toBe(400);
});
