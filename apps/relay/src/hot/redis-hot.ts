import type { DoorId } from "@openlock/protocol";
import { Redis } from "ioredis";
import { z } from "zod";
import { EvictingRedisError, HotError } from "./errors.ts";
import type { Bus, DoorSession, Hot, Limit, Presence } from "./hot.ts";
import { ADMIT, CLAIM, COUNT, RELEASE, RENEW } from "./scripts.ts";

/** An answer later than this is none: the caller is refused, not kept waiting. */
const ANSWER_MS = 2_000;

const StoredSession = z.object({ sessionId: z.string(), nodeId: z.string(), since: z.number() });
const LimitAnswer = z.tuple([z.number(), z.number()]);

type Run = (script: string, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>;

/**
 * The fast state on Redis 7, for any number of nodes. Each step is one script and one round trip; the keys of a door
 * share its hash tag, so that Redis Cluster holds them together.
 *
 * @throws {EvictingRedisError} where Redis may drop keys by itself
 * @throws {HotError} where it does not answer
 */
export async function createRedisHot({ url }: { readonly url: string }): Promise<Hot> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  // Each caller learns of its own failure; the connection's is no news beside that.
  redis.on("error", () => {});
  try {
    await redis.connect();
    refuseEviction(await redis.info("memory"));
  } catch (error) {
    redis.disconnect();
    if (error instanceof EvictingRedisError) throw error;
    throw new HotError("Redis at REDIS_URL does not answer.", { cause: error });
  }
  const run: Run = async (script, keys, args) => {
    try {
      return await redis.eval(script, keys.length, ...keys, ...args);
    } catch (cause) {
      throw new HotError("Redis does not answer.", { cause });
    }
  };
  const bus = redisBus(redis);
  return {
    async admit({ door, hash, rememberMs, limits, now }) {
      const keys = [inDoor(door, `seen:${hash}`), ...limits.map(({ key }) => inDoor(door, `limit:${key}`))];
      return (
        refusalIn(limits, await run(ADMIT, keys, [now, rememberMs, ...numbersOf(limits)])) ?? {
          outcome: "admitted",
        }
      );
    },
    async remember(door, hashes, rememberMs) {
      const asking = hashes.map((hash) =>
        redis.set(inDoor(door, `seen:${hash}`), "1", "PX", rememberMs, "NX"),
      );
      await failing(Promise.all(asking));
    },
    async count(limits, now) {
      // Keys of different tags cannot share a script on a cluster; each limit is counted by itself, all at once.
      const refusals = await Promise.all(
        limits.map(async (limit) =>
          refusalIn(
            [limit],
            await run(COUNT, [`openlock:limit:{${limit.key}}`], [now, ...numbersOf([limit])]),
          ),
        ),
      );
      const refusal = refusals.find((outcome) => outcome?.outcome === "rate-limited");
      return refusal?.outcome === "rate-limited" ? refusal : { outcome: "counted" };
    },
    presence: redisPresence(redis, run),
    bus: bus.bus,
    ping: async () => {
      await failing(redis.ping());
    },
    close: async () => {
      await bus.close();
      redis.disconnect();
    },
  };
}

/** Read from INFO, which managed services allow where CONFIG is forbidden. */
function refuseEviction(info: string): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === "noeviction") return;
  throw new EvictingRedisError(
    `Redis at REDIS_URL has maxmemory-policy “${policy ?? "unknown"}”: when full it would forget commands it has seen, and ` +
      "they could be sent again. Set it to noeviction (CONFIG SET maxmemory-policy noeviction, and in redis.conf).",
  );
}

function inDoor(door: DoorId, name: string): string {
  return `openlock:{door:${door}}:${name}`;
}

function numbersOf(limits: readonly Limit[]): readonly number[] {
  return limits.flatMap(({ burst, perMs }) => [burst, perMs]);
}

function refusalIn(limits: readonly Limit[], answer: unknown) {
  const [which, retryAfterMs] = LimitAnswer.parse(answer);
  if (which === 0) return undefined;
  if (which < 0) return { outcome: "replayed" } as const;
  return { outcome: "rate-limited", limit: limits[which - 1]?.name ?? "unknown", retryAfterMs } as const;
}

async function failing<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new HotError("Redis does not answer.", { cause });
  }
}

function redisPresence(redis: Redis, run: Run): Presence {
  const keyOf = (door: DoorId) => inDoor(door, "session");
  const read = (stored: unknown): DoorSession | undefined =>
    typeof stored === "string" ? StoredSession.parse(JSON.parse(stored)) : undefined;
  return {
    claim: async (door, session, ttlMs) =>
      read(await run(CLAIM, [keyOf(door)], [JSON.stringify(session), ttlMs])),
    renew: async (door, sessionId, ttlMs) => (await run(RENEW, [keyOf(door)], [sessionId, ttlMs])) === 1,
    release: async (door, sessionId) => {
      await run(RELEASE, [keyOf(door)], [sessionId]);
    },
    find: async (door) => read(await failing(redis.get(keyOf(door)))),
    online: async (doors) => {
      const held = await failing(Promise.all(doors.map((door) => redis.exists(keyOf(door)))));
      return new Set(doors.filter((_, index) => held[index] === 1));
    },
  };
}

/** Sharded publish and subscribe (Redis 7), so that a cluster does not send every message to every shard. */
function redisBus(redis: Redis): { readonly bus: Bus; close(): Promise<void> } {
  const ear = redis.duplicate({
    enableOfflineQueue: true,
    commandTimeout: undefined,
    maxRetriesPerRequest: null,
  });
  ear.on("error", () => {});
  const channels = new Map<string, Set<(message: string) => void>>();
  ear.on("smessage", (channel: string, message: string) => {
    for (const hear of [...(channels.get(channel) ?? [])]) hear(message);
  });
  const name = (channel: string) => `openlock:bus:${channel}`;
  const bus: Bus = {
    async publish(channel, message) {
      await failing(redis.spublish(name(channel), message));
    },
    async subscribe(channel, hear) {
      const mine = (message: string) => hear(message);
      const listeners = channels.get(name(channel)) ?? new Set();
      channels.set(name(channel), listeners.add(mine));
      if (listeners.size === 1) await failing(ear.ssubscribe(name(channel)));
      return async () => {
        listeners.delete(mine);
        if (listeners.size > 0 || channels.get(name(channel)) !== listeners) return;
        channels.delete(name(channel));
        if (ear.status === "ready") await ear.sunsubscribe(name(channel)).catch(() => {});
      };
    },
  };
  return { bus, close: async () => ear.disconnect() };
}
