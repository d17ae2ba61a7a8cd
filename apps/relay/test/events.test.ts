import { afterAll, beforeAll, expect, test } from "vitest";
import { listenTo } from "./support/event-stream.ts";
import { expectProblem } from "./support/http.ts";
import { someDeviceKeys, TestRelay } from "./support/relay.ts";

/** A whole second, as the times in tokens are. */
const START = Math.floor(Date.now() / 1000) * 1000;
const clock = { now: START };
let relay: TestRelay;
beforeAll(async () => {
  relay = await TestRelay.start({ now: () => clock.now });
});
afterAll(() => relay.close());

const listen = (token: string) => listenTo(relay.url, token);

test("tells a door's coming, state, events and going to whoever may see it", async () => {
  const stream = await listen(relay.owner);
  const device = await relay.online(await someDeviceKeys());
  const { door } = device;
  await stream.until((event) => event.type === "door-status" && event.door === door);
  device.send({ type: "event", seq: 1, at: 1, event: "door-opened", detail: { side: "left" } });
  await stream.until((event) => event.type === "door-event" && event.door === door);
  device.stop();
  await stream.until((event) => event.type === "door-offline" && event.door === door);
  const types = stream
    .events()
    .filter((event) => "door" in event && event.door === door)
    .map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(["door-changed", "door-online", "door-status", "door-event", "door-offline"]),
  );
  stream.close();
});

test("tells nothing of a door outside the scope", async () => {
  const [mine, other] = [await relay.addDoor(), await relay.addDoor()];
  const stream = await listen(await relay.person("staff", { all: false, ids: [mine] }));
  await relay.ask(`/api/doors/${other}`, { method: "PATCH", json: { name: "Secret" } });
  await relay.ask(`/api/doors/${mine}`, { method: "PATCH", json: { name: "Mine" } });
  await stream.until((event) => "door" in event && event.door === mine);
  expect(stream.events().map((event) => "door" in event && event.door)).not.toContain(other);
  stream.close();
});

test("ends when the person's scope changes, and the next one tells by the new scope", async () => {
  const [before, after] = [await relay.addDoor(), await relay.addDoor()];
  const token = await relay.person("staff", { all: false, ids: [before] });
  const me = (await relay.ask("/api/me", { token })).json<{ id: string }>();
  const stream = await listen(token);
  await relay.ask(`/api/people/${me.id}`, { method: "PATCH", json: { doors: { all: false, ids: [after] } } });
  await stream.ended;
  const next = await listen(token);
  await relay.ask(`/api/doors/${before}`, { method: "PATCH", json: { name: "x" } });
  await relay.ask(`/api/doors/${after}`, { method: "PATCH", json: { name: "y" } });
  await next.until((event) => "door" in event && event.door === after);
  expect(next.events().map((event) => "door" in event && event.door)).not.toContain(before);
  next.close();
});

test("ends when the person is removed", async () => {
  const token = await relay.person("auditor");
  const me = (await relay.ask("/api/me", { token })).json<{ id: string }>();
  const stream = await listen(token);
  await relay.ask(`/api/people/${me.id}`, { method: "DELETE" });
  await stream.ended;
  expectProblem(await relay.ask("/api/events", { token }), "unauthenticated", 401);
});

test("is for whoever is signed in, and only so many at once", async () => {
  expectProblem(await relay.ask("/api/events", { token: undefined }), "unauthenticated", 401);
  const token = await relay.person("staff");
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen(token)));
  expectProblem(await relay.ask("/api/events", { token }), "rate-limited", 429);
  const first = streams[0];
  first?.close();
  for (const stream of streams.slice(1)) stream.close();
  await Promise.all(streams.map(({ ended }) => ended));
  const another = await relay.person("staff");
  (await listen(another)).close();
});

test("ends with the access token", async () => {
  const token = await relay.person("auditor");
  // Access tokens are good for 15 minutes: this one has a moment left.
  clock.now = START + 15 * 60_000 - 200;
  try {
    await (await listen(token)).ended;
    clock.now += 200;
    expectProblem(await relay.ask("/api/events", { token }), "unauthenticated", 401);
  } finally {
    clock.now = START;
  }
});
