import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { inspect } from "node:util";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type RedisServerOptions, startRedis } from "../../test/support/servers.ts";
import { DELAY } from "./delays.contract.ts";
import { EvictingRedisError, HotError } from "./errors.ts";
import { describeHot, NOW } from "./hot.contract.ts";
import type { Hot } from "./hot.ts";
import { createProcessHot } from "./process-hot.ts";
import { createRedisHot } from "./redis-hot.ts";

const COMMAND = {
  door: "front",
  hash: "hash",
  issuedAt: NOW,
  rememberMs: 60_000,
  limits: [],
  shared: [],
  now: 0,
};

describeHot("one process", async () => {
  const hot = createProcessHot(() => NOW);
  return { hot, second: hot, end: () => hot.close() };
});

for (const cluster of [false, true]) {
  describeHot(cluster ? "a Redis Cluster, whose scripts may touch one slot" : "Redis", async () => {
    const server = await startRedis({ cluster });
    if (cluster) await asOperator(server.url, takeAllSlots);
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
}

describe("hot state in one process", () => {
  it("remembers a command for its time and no longer", async () => {
    const hot = createProcessHot();
    expect((await hot.admit(COMMAND)).outcome).toBe("admitted");
    expect((await hot.admit({ ...COMMAND, now: 59_999 })).outcome).toBe("replayed");
    expect((await hot.admit({ ...COMMAND, now: 60_000 })).outcome).toBe("admitted");
  });

  it("remembers in its time, however long others are remembered and whatever the clock does", async () => {
    const hot = createProcessHot();
    await hot.admit({ ...COMMAND, hash: "long", now: 1000, rememberMs: 600_000 });
    await hot.admit({ ...COMMAND, now: 1000 });
    expect((await hot.admit({ ...COMMAND, now: 500 })).outcome).toBe("replayed");
    expect((await hot.admit({ ...COMMAND, now: 61_000 })).outcome).toBe("admitted");
    expect((await hot.admit({ ...COMMAND, hash: "long", now: 600_999 })).outcome).toBe("replayed");
  });

  it("ends a presence that is not renewed", async () => {
    let now = 0;
    const { presence } = createProcessHot(() => now);
    await presence.claim("front", { sessionId: "one", nodeId: "node", since: 0 }, 1000);
    now = 1000;
    expect(await presence.find("front")).toBeUndefined();
    expect(await presence.renew("front", "one", 1000)).toBe(false);
  });
});

describe("hot state on Redis", () => {
  it("is refused where keys may be evicted, with what to set", async () => {
    const server = await start({ policy: "allkeys-lru" });
    const opening = createRedisHot(server);
    await expect(opening).rejects.toThrow(EvictingRedisError);
    await expect(opening).rejects.toThrow(/noeviction/);
  });

  it("is refused with the reason, and never the password", async () => {
    const server = await start();
    const url = server.url.replace("redis://", "redis://user:hidden@");
    await expect(createRedisHot({ url })).rejects.toThrow(/REDIS_URL.*WRONGPASS/);
    const refusal = await createRedisHot({ url }).catch((error: unknown) => inspect(error, { depth: 9 }));
    expect(refusal).not.toContain("hidden");
    await expect(createRedisHot({ url: "redis://127.0.0.1:1" })).rejects.toThrow(/ECONNREFUSED/);
  });

  it.each([false, true])("admits a command in one round trip (cluster: %s)", async (cluster) => {
    const server = await start({ cluster });
    if (cluster) await asOperator(server.url, takeAllSlots);
    const between = await countingRoundTrips(server.url);
    const hot = await open(between.url);
    const limit = (name: string) => ({ name, key: name, burst: 10, perMs: 1000 });
    const command = { ...COMMAND, limits: [limit("door")], shared: [limit("token"), limit("network")] };
    // The first run teaches Redis the scripts.
    await hot.admit(command);
    const before = between.roundTrips();
    expect((await hot.admit({ ...command, hash: "other" })).outcome).toBe("admitted");
    expect(between.roundTrips() - before).toBe(1);
  });

  it("refuses everything by a typed error while Redis is gone, and works when it is back", async () => {
    const server = await start();
    const [hot, impatient] = [await open(server.url), await open(server.url, 300)];
    await server.kill9();
    await expect(hot.admit(COMMAND)).rejects.toThrow(HotError);
    await expect(hot.count([{ name: "x", key: "x", burst: 1, perMs: 1 }], 0)).rejects.toThrow(HotError);
    await expect(hot.delays.attempt({ ...DELAY, key: "x" }, 0)).rejects.toThrow(HotError);
    await expect(hot.blocks.active(0)).rejects.toThrow(HotError);
    await expect(hot.presence.find("front")).rejects.toThrow(HotError);
    await expect(hot.bus.publish("news", "x")).rejects.toThrow(HotError);
    await expect(impatient.bus.subscribe("other", () => {})).rejects.toThrow(HotError);
    await expect(hot.ping()).rejects.toThrow(HotError);
    await server.restart();
    await answers(hot);
    expect((await hot.admit(COMMAND)).outcome).toBe("admitted");
  });

  it("refuses while Redis hangs, and works when it goes on", async () => {
    const server = await start();
    const [hot, impatient] = [await open(server.url), await open(server.url, 300)];
    server.pause();
    await expect(impatient.admit({ ...COMMAND, hash: "hanging" })).rejects.toThrow(HotError);
    server.resume();
    await Promise.all([answers(hot), answers(impatient)]);
    // It may have arrived: then it was let through once, and nobody was told.
    expect((await hot.admit({ ...COMMAND, hash: "after" })).outcome).toBe("admitted");
  });

  it.each([false, true])(
    "lets no command of before through when Redis comes back (persistent: %s)",
    async (persistent) => {
      const server = await start({ persistent });
      const [hot, second] = [await open(server.url), await open(server.url)];
      const before = { ...COMMAND, issuedAt: Date.now() };
      expect((await hot.admit(before)).outcome).toBe("admitted");
      await server.kill9();
      await server.restart();
      await Promise.all([answers(hot), answers(second)]);
      const late = await open(server.url);
      const after = { ...COMMAND, hash: "after", issuedAt: Date.now() };
      for (const node of [hot, second, late]) {
        expect((await node.admit(before)).outcome).toBe("forgotten");
        expect((await node.admit({ ...before, hash: "never seen" })).outcome).toBe("forgotten");
      }
      expect((await second.admit(after)).outcome).toBe("admitted");
      expect((await late.admit(after)).outcome).toBe("replayed");
    },
  );

  it("forgets nothing when only a node starts or loses its connection", async () => {
    const server = await start();
    const hot = await open(server.url);
    const issuedAt = Date.now();
    expect((await hot.admit({ ...COMMAND, issuedAt })).outcome).toBe("admitted");
    await asOperator(server.url, (redis) => redis.call("CLIENT", "KILL", "TYPE", "normal"));
    await answers(hot);
    for (const node of [hot, await open(server.url)]) {
      expect((await node.admit({ ...COMMAND, issuedAt })).outcome).toBe("replayed");
      expect((await node.admit({ ...COMMAND, issuedAt, hash: `new ${node === hot}` })).outcome).toBe(
        "admitted",
      );
    }
  });

  it("lets nothing through on a Redis that began to evict, until it is set right", async () => {
    const server = await start();
    const hot = await open(server.url);
    await asOperator(server.url, async (redis) => {
      await redis.config("SET", "maxmemory-policy", "allkeys-lru");
      await redis.call("CLIENT", "KILL", "TYPE", "normal");
    });
    // Reached again, but not to be relied on.
    await expect.poll(() => hot.presence.find("front").then(() => "answers", String)).toBe("answers");
    await expect(hot.admit(COMMAND)).rejects.toThrow(HotError);
    await asOperator(server.url, (redis) => redis.config("SET", "maxmemory-policy", "noeviction"));
    await answers(hot);
    expect((await hot.admit(COMMAND)).outcome).toBe("admitted");
  });

  it("hears again what it had subscribed to, when Redis is back", async () => {
    const server = await start();
    const [hot, second] = [await open(server.url), await open(server.url)];
    const heard: string[] = [];
    await hot.bus.subscribe("news", (message) => heard.push(message));
    await server.kill9();
    await server.restart();
    await Promise.all([answers(hot), answers(second)]);
    await expect
      .poll(
        async () => {
          await second.bus.publish("news", "again");
          return heard.includes("again");
        },
        { timeout: 10_000 },
      )
      .toBe(true);
  });
});

async function start(options?: RedisServerOptions) {
  const server = await startRedis(options);
  onTestFinished(() => server.stop());
  return server;
}

async function open(url: string, answerMs = 10_000): Promise<Hot> {
  const hot = await createRedisHot({ url, answerMs });
  onTestFinished(() => hot.close());
  return hot;
}

/** Stands between a node and Redis, and counts how often the node speaks after an answer. */
async function countingRoundTrips(url: string) {
  const { hostname, port } = new URL(url);
  let trips = 0;
  const server = createServer((node) => {
    const redis = connect(Number(port), hostname);
    let asked = false;
    node.on("data", (bytes) => {
      if (!asked) trips += 1;
      asked = true;
      redis.write(bytes);
    });
    redis.on("data", (bytes) => {
      asked = false;
      node.write(bytes);
    });
    for (const [one, other] of [
      [node, redis],
      [redis, node],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    roundTrips: () => trips,
  };
}

/** Resolves when it can be relied on. */
async function answers(hot: Hot): Promise<void> {
  await expect.poll(() => hot.ping().then(() => "answers", String), { timeout: 10_000 }).toBe("answers");
}

async function takeAllSlots(redis: Redis): Promise<void> {
  await redis.cluster("ADDSLOTSRANGE", 0, 16_383);
  await vi.waitFor(async () => expect(await redis.cluster("INFO")).toContain("cluster_state:ok"), 10_000);
}

async function asOperator(url: string, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url);
  try {
    await work(redis);
  } finally {
    redis.disconnect();
  }
}
