import { expect, it } from "vitest";
import { startRedis } from "../../test/support/servers.ts";
import { EvictingRedisError, HotError } from "./errors.ts";
import { describeHot, NOW } from "./hot.contract.ts";
import { createProcessHot } from "./process-hot.ts";
import { createRedisHot } from "./redis-hot.ts";

describeHot("one process", async () => {
  const hot = createProcessHot(() => NOW);
  return { hot, second: hot, end: () => hot.close() };
});

describeHot("Redis", async () => {
  const server = await startRedis();
  const [hot, second] = [await createRedisHot(server), await createRedisHot(server)];
  return {
    hot,
    second,
    end: async () => {
      await Promise.all([hot.close(), second.close()]);
      await server.stop();
    },
  };
});

const COMMAND = { door: "front", hash: "hash", issuedAt: NOW, rememberMs: 60_000, limits: [], now: 0 };

it("in process: what it remembers it forgets in time, not before", async () => {
  const hot = createProcessHot();
  expect((await hot.admit(COMMAND)).outcome).toBe("admitted");
  expect((await hot.admit({ ...COMMAND, now: 59_999 })).outcome).toBe("replayed");
  expect((await hot.admit({ ...COMMAND, now: 60_000 })).outcome).toBe("admitted");
});

it("in process: a presence that is not renewed ends", async () => {
  let now = 0;
  const { presence } = createProcessHot(() => now);
  await presence.claim("front", { sessionId: "one", nodeId: "node", since: 0 }, 1000);
  now = 1000;
  expect(await presence.find("front")).toBeUndefined();
  expect(await presence.renew("front", "one", 1000)).toBe(false);
});

it("Redis: one that may evict keys is refused, and the error says what to set", async () => {
  const server = await startRedis({ policy: "allkeys-lru" });
  const opening = createRedisHot(server);
  await expect(opening).rejects.toThrow(EvictingRedisError);
  await expect(opening).rejects.toThrow(/noeviction/);
  await server.stop();
});

it("Redis: gone, everything is refused by a typed error; back, it works again by itself", async () => {
  const server = await startRedis();
  const hot = await createRedisHot(server);
  await server.kill9();
  await expect(hot.admit(COMMAND)).rejects.toThrow(HotError);
  await expect(hot.count([{ name: "x", key: "x", burst: 1, perMs: 1 }], 0)).rejects.toThrow(HotError);
  await expect(hot.presence.find("front")).rejects.toThrow(HotError);
  await expect(hot.ping()).rejects.toThrow(HotError);

  const again = await startRedis({ port: Number(new URL(server.url).port) });
  await expect
    .poll(
      () =>
        hot.ping().then(
          () => "answers",
          () => "gone",
        ),
      { timeout: 15_000 },
    )
    .toBe("answers");
  expect((await hot.admit(COMMAND)).outcome).toBe("admitted");
  await hot.close();
  await again.stop();
});
