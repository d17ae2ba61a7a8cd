import { afterAll, beforeAll, expect, test } from "vitest";
import { TestDevice } from "./support/device.ts";
import { expectProblem } from "./support/http.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";
import { startPostgres, startRedis, type TestServer } from "./support/servers.ts";

let redis: TestServer;
let postgres: TestServer;
let first: TestRelay;
let second: TestRelay;
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
  first = await TestRelay.start({ environment, answerMs: 2000 });
  second = await TestRelay.start({ environment, answerMs: 2000 });
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
