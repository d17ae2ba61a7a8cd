import type { DoorView } from "@openlock/api";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { openRecords } from "../src/records/open.ts";
import { Cluster, type Node } from "./support/cluster.ts";
import type { TestDevice } from "./support/device.ts";
import { listenTo } from "./support/event-stream.ts";
import { type Answer, expectProblem } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";
import { seal, someDeviceKeys } from "./support/relay.ts";
import { startRedis } from "./support/servers.ts";

/** How long Redis and PostgreSQL, and the connections to them, may take to come back. */
const BACK = { timeout: 30_000, interval: 100 };

let cluster: Cluster;
let first: Node;
let second: Node;
let doomed: Node;
beforeAll(async () => {
  // Two at once bring the empty database up to date; the link of the first is good though another has started since.
  cluster = await Cluster.start(2);
  [first, second] = cluster.nodes as [Node, Node];
  doomed = await cluster.add();
  await cluster.setUp(first);
});
afterAll(() => cluster?.stop());

const devices: TestDevice[] = [];
afterEach(() => {
  for (const device of devices.splice(0)) device.stop();
});
function kept(device: TestDevice): TestDevice {
  devices.push(device);
  return device;
}
const online = async (node: Node) => kept(await cluster.online(node, await someDeviceKeys()));

/** How each command to a door went, by its `jti`: the outcomes of its audit rows, as they stand in the database. */
async function written(door: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const records = await openRecords({ databaseUrl: cluster.postgres.url, dataDir: "" });
  const rows = await records.audit.list({ door, action: "command.send", limit: 500 });
  await records.close();
  return rows.reduceRight((outcomes, { ref = "", outcome }) => {
    return outcomes.set(ref, [...(outcomes.get(ref) ?? []), outcome]);
  }, new Map<string, readonly string[]>());
}

/** Writes down what a look between a device's registration and its socket leaves. */
async function wasMissing(door: string): Promise<void> {
  const records = await openRecords({ databaseUrl: cluster.postgres.url, dataDir: "" });
  await records.alerts.turn((turn) => turn.putMissingDoors([{ door, since: Date.now(), state: "missing" }]));
  await records.close();
}

/** How often each command was handed to any of these devices. */
function deliveries(...held: readonly TestDevice[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { jti } of held.flatMap(({ commands }) => commands)) counts.set(jti, (counts.get(jti) ?? 0) + 1);
  return counts;
}

/** For Redis the half minute passes after which it forgets a presence that nobody renews. */
async function lapse(door: string): Promise<void> {
  const redis = new Redis(cluster.redis.url);
  const [key = "", ...others] = await redis.keys(`*:${door}}:session`);
  expect(others).toEqual([]);
  expect(await redis.pttl(key)).toBeLessThanOrEqual(35_000);
  expect(await redis.pexpire(key, 1)).toBe(1);
  redis.disconnect();
}

/** A command made anew each time until it is answered. */
async function untilAnswered(node: Node, device: TestDevice): Promise<void> {
  const status = async () => (await cluster.send(node, device.door, (await seal(device)).jwe)).status;
  await expect.poll(status, BACK).toBe(200);
}

test("a command, a question and what happens reach from every node to every node", async () => {
  const streams = await Promise.all(cluster.nodes.map(({ url }) => listenTo(url, cluster.owner)));
  for (const holder of cluster.nodes) {
    const device = await online(holder);
    device.send({ type: "event", seq: 1, at: 1_800_000_000, event: "door-opened" });
    for (const node of cluster.nodes) {
      const { jwe, jti } = await seal(device);
      expect((await cluster.send(node, device.door, jwe)).status).toBe(200);
      expect(device.commands.at(-1)?.jti).toBe(jti);
      const status = await cluster.ask(node, `/api/doors/${device.door}/status`);
      expect(status.json<{ status: { boot: string } }>().status.boot).toBe(device.boot);
    }
    const { door } = device;
    device.stop();
    for (const stream of streams) {
      for (const type of ["door-online", "door-status", "door-event", "door-offline"]) {
        await stream.until((event) => event.type === type && "door" in event && event.door === door);
      }
    }
  }
  for (const stream of streams) stream.close();
});

test("a door that moves from node to node under load is found there at once, and nothing reaches it twice", async () => {
  const held = [await online(first)];
  const answers: { readonly jti: string; readonly answer: Answer }[] = [];
  const sending: Promise<void>[] = [];
  const send = async (node: Node, device: TestDevice) => {
    const { jwe, jti } = await seal(device);
    answers.push({ jti, answer: await cluster.send(node, device.door, jwe) });
  };
  for (const node of [second, first, second]) {
    const before = held.at(-1) as TestDevice;
    const closed = before.closed();
    for (const at of [first, second, first, second]) sending.push(send(at, before));
    const after = kept(cluster.again(before, node));
    held.push(await after.start());
    for (const at of [first, second]) sending.push(send(at, after));
    expect(await closed).toBe(4001);
    for (const at of [first, second]) {
      const { jwe, jti } = await seal(after);
      expect((await cluster.send(at, after.door, jwe)).status).toBe(200);
      expect(after.commands.map((command) => command.jti)).toContain(jti);
    }
  }
  await Promise.all(sending);
  const counts = deliveries(...held);
  for (const { jti, answer } of answers) {
    expect(counts.get(jti) ?? 0).toBeLessThanOrEqual(1);
    if (answer.status === 200) expect(counts.get(jti)).toBe(1);
    else expect(answer.status, answer.text).toBeOneOf([503, 504]);
  }
});

test("one command sent to all nodes at once reaches the door once", async () => {
  const device = await online(second);
  const { jwe, jti } = await seal(device);
  const asked = [first, second, first, second, first, second];
  const answers = await Promise.all(asked.map((node) => cluster.send(node, device.door, jwe)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  expect(deliveries(device).get(jti)).toBe(1);
});

test("kill -9 of a node: its doors are back on others, what was under way is not done and never comes again", async () => {
  // Three doors, of which two do not come back: one was missing at the last look, and came since.
  const [device, lost, flapping] = [await online(doomed), await online(doomed), await online(doomed)];
  await wasMissing(flapping.door);
  const page = await listenTo(second.url, cluster.owner);
  const answered = await seal(device);
  expect((await cluster.send(first, device.door, answered.jwe)).status).toBe(200);
  device.reaction = "keep-silent";
  const [here, there] = [await seal(device), await seal(device)];
  const elsewhere = cluster.send(first, device.door, here.jwe);
  const broken = cluster.send(doomed, device.door, there.jwe).catch(() => "broken off");
  await Promise.all([device.received(here.jti), device.received(there.jti)]);
  const closed = device.closed();
  await cluster.kill(doomed);
  await closed;
  expect(await broken).toBe("broken off");

  // Not back yet: refused at once, and not later delivered.
  const tooEarly = await seal(device);
  expectProblem(await cluster.send(second, device.door, tooEarly.jwe), "door-offline", 503);
  for (const { door } of [lost, flapping]) await lapse(door);

  const back = kept(await cluster.again(device).start());
  for (const node of [first, second]) {
    const { jwe, jti } = await seal(back);
    expect((await cluster.send(node, back.door, jwe)).status).toBe(200);
    expect(back.commands.at(-1)?.jti).toBe(jti);
    for (const old of [answered, here, there, tooEarly]) {
      expectProblem(await cluster.send(node, back.door, old.jwe), "replayed", 409);
    }
  }
  expectProblem(await elsewhere, "device-timeout", 504);
  expect([...deliveries(device, back).values()]).toEqual([1, 1, 1, 1, 1]);

  const rows = await written(device.door);
  expect(rows.get(answered.jti)).toEqual(["begun", "done"]);
  expect(rows.get(here.jti)).toEqual(["begun", "failed"]);
  // Nobody was left to say how it ended.
  expect(rows.get(there.jti)).toEqual(["begun"]);
  expect(rows.get(tooEarly.jti)).toEqual(["begun", "failed"]);

  // Nobody let go of the other doors: lists show them as gone, and a node that looks by itself tells the pages.
  for (const { door } of [lost, flapping]) {
    for (const node of [first, second]) {
      const view = await cluster.ask(node, `/api/doors/${door}`);
      expect(view.json<DoorView>().online).toBe(false);
    }
    await page.until((event) => event.type === "door-offline" && event.door === door);
  }
  page.close();
});

test("without Redis every node refuses, doors stay connected, and all is well again by itself", async () => {
  const device = await online(second);
  const before = await seal(device);
  expect((await cluster.send(first, device.door, before.jwe)).status).toBe(200);
  await cluster.redis.kill9();
  for (const node of [first, second]) {
    const refused = await cluster.send(node, device.door, (await seal(device)).jwe);
    expectProblem(refused, "store-unavailable", 503);
    expect(refused.text).toContain("does not let it through");
    expect((await cluster.ask(node, "/readyz")).status).toBe(503);
    expect((await cluster.ask(node, "/healthz")).status).toBe(200);
  }
  await device.settled();
  expect(device.connected).toBe(true);
  expect(device.commands).toHaveLength(1);

  await cluster.redis.restart();
  for (const node of [first, second]) {
    await expect.poll(async () => (await cluster.ask(node, "/readyz")).status, BACK).toBe(200);
    // It came back with nothing in it: what was made before may have been let through before.
    expectProblem(await cluster.send(node, device.door, before.jwe), "stale", 422);
  }
  await untilAnswered(second, device);
  // The other node finds it as soon as it has been heard again.
  device.keepAlive();
  await untilAnswered(first, device);
  expect([...deliveries(device).values()].every((count) => count === 1)).toBe(true);
});

test("without PostgreSQL no command goes to a door, and all is well again by itself", async () => {
  const device = await online(second);
  expect((await cluster.send(first, device.door, (await seal(device)).jwe)).status).toBe(200);
  await cluster.postgres.kill9();
  const lost = [];
  for (const node of [first, second]) {
    const { jwe, jti } = await seal(device);
    lost.push(jti);
    expectProblem(await cluster.send(node, device.door, jwe), "store-unavailable", 503);
  }
  await device.settled();
  expect(device.connected).toBe(true);
  expect(device.commands).toHaveLength(1);

  await cluster.postgres.restart();
  for (const node of [first, second]) await untilAnswered(node, device);
  const rows = await written(device.door);
  for (const { jti } of device.commands) expect(rows.get(jti)).toEqual(["begun", "done"]);
  for (const jti of lost) expect(device.commands.map((command) => command.jti)).not.toContain(jti);
});

test("a Redis that may evict: the relay does not start, and says why and what to do", async () => {
  const redis = await startRedis({ policy: "allkeys-lru" });
  onTestFinished(() => redis.stop());
  const relay = new RelayProcess({ REDIS_URL: redis.url, DATABASE_URL: cluster.postgres.url });
  expect(await relay.ended()).toBe(1);
  expect(relay.output).toMatch(/maxmemory-policy “allkeys-lru”.*forget commands.*noeviction/s);
  expect(relay.output).not.toContain("    at ");
});
