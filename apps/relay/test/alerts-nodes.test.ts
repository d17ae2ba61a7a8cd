import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeliveryView, Session } from "@openlock/api";
import { AlertKind, type WebhookWithSecret } from "@openlock/api";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { ask } from "./support/http.ts";
import { RelayProcess } from "./support/process.ts";
import { Receiver } from "./support/receiver.ts";
import { seal, someDeviceKeys, TestRelay } from "./support/relay.ts";
import { startPostgres, startRedis } from "./support/servers.ts";

test("of two nodes on one PostgreSQL and one Redis, one delivers each alert", async () => {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
  onTestFinished(() => redis.stop());
  onTestFinished(() => postgres.stop());
  const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, ALLOW_PRIVATE_NETWORK: "1" };
  const first = await TestRelay.start({ environment });
  onTestFinished(() => first.close());
  const second = await TestRelay.start({ environment });
  onTestFinished(() => second.close());
  const receiver = await Receiver.start();
  onTestFinished(() => receiver.stop());
  const created = await first.ask("/api/webhooks", {
    method: "POST",
    json: { name: "Pager", url: receiver.url, kinds: AlertKind.options, doors: { all: true } },
  });

  const devices = [];
  for (let count = 0; count < 3; count++) {
    const device = await first.online(await someDeviceKeys());
    const { jwe } = await seal(device);
    await first.send(device.door, jwe);
    // The replay comes in at the other node.
    await second.send(device.door, jwe, { token: first.owner });
    device.send({ type: "event", seq: 1, at: 1, event: "tamper" });
    devices.push(device);
  }
  // A new key, a replay and a tamper event, of three doors.
  await receiver.received(9);
  // One more, so that anything sent twice would have come before it.
  const { webhook } = created.json<WebhookWithSecret>();
  await first.ask(`/api/webhooks/${webhook.id}/test`, { method: "POST" });
  await receiver.received(10);
  const told = receiver.posted.slice(0, 9).map(({ body }) => {
    const { kind, door } = JSON.parse(body).data;
    return `${kind} ${door?.id}`;
  });
  expect(told.toSorted()).toEqual(
    devices
      .flatMap(({ door }) => ["new-key", "command-replayed", "tamper"].map((kind) => `${kind} ${door}`))
      .toSorted(),
  );
  for (const device of devices) device.stop();
});

test("an alert whose relay is killed with -9 is delivered by the next one", async () => {
  const data = await mkdtemp(join(tmpdir(), "openlock-alerts-"));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const environment = {
    OPENLOCK_DATA: data,
    PORT: String(await freePort()),
    TLS_PORT: String(await freePort()),
    ALLOW_PRIVATE_NETWORK: "1",
  };
  const url = `http://localhost:${environment.PORT}`;
  const receiverPort = await freePort();
  const before = new RelayProcess(environment);
  onTestFinished(() => before.kill());
  const [, token = ""] = await before.printed(/\/setup#token=([A-Za-z0-9_-]+)/);
  const json = { token, email: "owner@example.org", name: "The owner" };
  const setUp = await ask(`${url}/api/setup`, { method: "POST", json });
  const owner = setUp.json<Session>().accessToken;
  const post = (path: string, body: unknown) => ask(url + path, { method: "POST", token: owner, json: body });
  const created = await post("/api/webhooks", {
    name: "Pager",
    url: `http://127.0.0.1:${receiverPort}/`,
    kinds: ["sign-in-failures"],
    doors: { all: true },
  });
  expect(created.status).toBe(201);
  const { webhook } = created.json<WebhookWithSecret>();
  const email = "owner@example.org";
  for (let tries = 0; tries < 5; tries++) await post("/api/sign-in", { email, code: "000000" });

  // Nobody takes it yet. Killed in the middle of a try, it would be the next one's only when the lease on it is over.
  const deliveries = async () =>
    (await ask(`${url}/api/webhooks/${webhook.id}/deliveries`, { token: owner })).json<{
      deliveries: DeliveryView[];
    }>().deliveries;
  await expect.poll(async () => (await deliveries())[0]?.attempts.length).toBe(1);
  await before.kill();

  const receiver = await Receiver.start(receiverPort);
  onTestFinished(() => receiver.stop());
  const after = new RelayProcess(environment);
  onTestFinished(() => after.kill());
  await after.printed(/listening/);
  await receiver.received(1);
  expect(await deliveries()).toHaveLength(1);
  expect(receiver.posted).toHaveLength(1);
}, 60_000);
