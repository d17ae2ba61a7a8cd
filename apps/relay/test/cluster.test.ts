import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hot } from "../src/hot/hot.ts";
import { makeDeviceKeys, TestDevice } from "./support/device.ts";
import { ask, expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";
import { startPostgres, startRedis, type TestServer } from "./support/servers.ts";

let redis: TestServer;
let postgres: TestServer;
let first: TestRelay;
let second: TestRelay;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  first = await TestRelay.start({ environment });
  second = await TestRelay.start({ environment });
});
afterAll(async () => {
  await first?.close();
  await second?.close();
  await redis?.stop();
  await postgres?.stop();
});

/** The same request at the other node. */
function sendAtSecond(door: string, jwe: string) {
  return second.send(door, jwe, { token: first.owner });
}

test("a command at one node reaches the door at the other, and its answer comes back", async () => {
  const device = await first.online(await someDeviceKeys());
  expect((await sendAtSecond(device.door, (await seal(device)).jwe)).status).toBe(200);
  expect((await first.send(device.door, (await seal(device)).jwe)).status).toBe(200);
  const status = await second.ask(`/api/doors/${device.door}/status`, { token: first.owner });
  expect(status.json<{ status: { boot: string } }>().status.boot).toBe(device.boot);
  expect(device.commands).toHaveLength(2);
  device.stop();
});

test("a command at both nodes at once, ten times each, is forwarded once", async () => {
  const device = await first.online(await someDeviceKeys());
  const { jwe } = await seal(device);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? first.send(device.door, jwe) : sendAtSecond(device.door, jwe),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  expect(device.commands).toHaveLength(1);
  device.stop();
});

test("a session at the other node takes the door over", async () => {
  const before = await first.online(await someDeviceKeys());
  const after = new TestDevice(second.relay, before.door, before.keys);
  const closed = before.closed();
  // The token is of one node, the socket at the other.
  await after.connect(await before.register());
  expect(await closed).toBe(4001);
  expect((await first.send(after.door, (await seal(after)).jwe)).status).toBe(200);
  expect(before.commands).toHaveLength(0);
  expect(after.commands).toHaveLength(1);
  const gone = after.closed();
  after.stop();
  await gone;
});

test("a ban at one node ends the session at the other, and is known there at once", async () => {
  const device = new TestDevice(first.relay, await first.addDoor(), (await first.newDevice()).keys);
  await device.start(await first.claim(device.door));
  expect((await sendAtSecond(device.door, (await seal(device)).jwe)).status).toBe(200);
  const closed = device.closed();
  const ban = await second.ask("/api/banned-keys", {
    method: "POST",
    token: first.owner,
    json: { kid: device.keys.kid, reason: "lost" },
  });
  expect(ban.status).toBeLessThan(300);
  expect(await closed).toBe(4003);
  expectProblem(await first.send(device.door, (await seal(device)).jwe), "key-banned", 403);
});

test("a ban holds where its message got lost as well: a node looks by itself", async () => {
  const deaf = (hot: Hot): Hot => ({
    ...hot,
    bus: {
      ...hot.bus,
      subscribe: (channel, hear) => hot.bus.subscribe(channel, channel === "doors" ? () => {} : hear),
    },
  });
  const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  const third = await TestRelay.start({ environment, wrap: { hot: deaf }, banSweepMs: 50 });
  const door = await first.addDoor();
  const device = new TestDevice(third.relay, door, await makeDeviceKeys());
  await device.start(await first.claim(door));
  expect((await first.send(door, (await seal(device)).jwe)).status).toBe(200);
  const closed = device.closed();
  await first.ask("/api/banned-keys", { method: "POST", json: { kid: device.keys.kid, reason: "lost" } });
  expect(await closed).toBe(4003);
  const sent = await third.send(door, (await seal(device)).jwe, { token: first.owner });
  expectProblem(sent, "key-banned", 403);
  await expect(device.register()).rejects.toThrow("key-banned");
  await third.close();
});

test("a token's limit counts at both nodes together, over all doors", async () => {
  const environment = {
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    TOKEN_COMMANDS_PER_MINUTE: "4",
  };
  const [one, other] = [await TestRelay.start({ environment }), await TestRelay.start({ environment })];
  const devices = [await first.online(await someDeviceKeys()), await first.online(await makeDeviceKeys())];
  const token = await first.person("staff");
  const statuses: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const device = devices[turn % 2] ?? devices[0];
    if (!device) throw new Error("no device");
    const node = turn % 3 === 0 ? one : other;
    statuses.push((await node.send(device.door, (await seal(device)).jwe, { token })).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  for (const device of devices) device.stop();
  await one.close();
  await other.close();
});

test("who is blocked at one node is at the other, its device sockets too, until it is lifted", async () => {
  const environment = {
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    TRUST_PROXY: "1",
    BLOCK_AFTER_REFUSALS: "5",
  };
  const [one, other] = [await TestRelay.start({ environment }), await TestRelay.start({ environment })];
  const from = { headers: { "x-forwarded-for": "6.6.6.6, 198.51.100.66" } };
  const guess = (node: TestRelay) => node.ask("/api/me", { token: "A.B.C", ...from });
  await expect.poll(async () => (await guess(one)).status).toBe(403);
  await expect.poll(async () => (await guess(other)).status).toBe(403);
  const refused = await guess(other);
  expectProblem(refused, "blocked", 403);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(800);

  const upgrade = await ask(`${other.url}/api/devices/socket?door=front`, {
    headers: {
      ...from.headers,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
      "sec-websocket-protocol": "openlock.v1",
    },
  });
  expectProblem(upgrade, "blocked", 403);
  expect(Number(upgrade.headers["retry-after"])).toBeGreaterThan(800);

  // A node that starts later knows it from the start.
  const late = await TestRelay.start({ environment });
  expectProblem(await guess(late), "blocked", 403);

  const lifted = await other.ask("/api/blocks/198.51.100.66", { method: "DELETE", token: first.owner });
  expect(lifted.status).toBe(204);
  for (const node of [one, other, late]) {
    await expect.poll(async () => (await guess(node)).status).toBe(401);
    await node.close();
  }
});

test("a door whose node stops is offline at once, and nothing reaches it later", async () => {
  const third = await TestRelay.start({ environment: { REDIS_URL: redis.url, DATABASE_URL: postgres.url } });
  const door = await first.addDoor();
  const device = new TestDevice(third.relay, door, await someDeviceKeys());
  await device.start(await first.claim(door));
  expect((await first.send(door, (await seal(device)).jwe)).status).toBe(200);
  const closed = device.closed();
  await third.close();
  expect(await closed).toBe(1001);
  expectProblem(await first.send(door, (await seal(device)).jwe), "door-offline", 503);
  const again = new TestDevice(second.relay, door, device.keys);
  again.boot = device.boot;
  await again.start();
  const { jwe, jti } = await seal(again);
  expect((await first.send(door, jwe)).status).toBe(200);
  expect(again.commands.map((command) => command.jti)).toEqual([jti]);
  again.stop();
});

test("without Redis no command goes through", async () => {
  const device = await first.online(await someDeviceKeys());
  expect((await first.send(device.door, (await seal(device)).jwe)).status).toBe(200);
  await redis.kill9();
  expectProblem(await first.send(device.door, (await seal(device)).jwe), "store-unavailable", 503);
  expect((await first.ask("/readyz")).status).toBe(503);
  await device.settled();
  expect(device.commands).toHaveLength(1);
  device.stop();
});
