import type { DoorId } from "@openlock/protocol";
import { z } from "zod";
import type { DoorSession, Hot, Limit, Presence } from "./hot.ts";
import { redisBus } from "./redis-bus.ts";
import { answered, RedisConnection } from "./redis-connection.ts";
import { ADMIT, CLAIM, COUNT, RELEASE, RENEW } from "./scripts.ts";

const ANSWER_MS = 2_000;

const StoredSession = z.object({ sessionId: z.string(), nodeId: z.string(), since: z.number() });
const LimitAnswer = z.tuple([z.number(), z.number()]);

/**
 * The fast state on Redis 7, for any number of nodes. Each step is one script and one round trip; the keys of a door
 * share its hash tag, so that they are in one slot of a Redis Cluster.
 *
 * @param options `answerMs`: how long an answer may take, 2 s by default
 * @throws {EvictingRedisError} where Redis may drop keys by itself
 * @throws {HotError} where it does not answer, or is too old
 */
export async function createRedisHot(options: {
  readonly url: string;
  readonly answerMs?: number;
}): Promise<Hot> {
  const { url, answerMs = ANSWER_MS } = options;
  const connection = await RedisConnection.open({ url, answerMs });
  const { redis } = connection;
  const { bus, close } = redisBus(redis, answerMs);
  return {
    async admit({ door, hash, issuedAt, rememberMs, limits, now }) {
      if (issuedAt < connection.memorySince()) return { outcome: "forgotten" };
      const keys = [inDoor(door, `seen:${hash}`), ...limits.map(({ key }) => inDoor(door, `limit:${key}`))];
      const [which, retryAfterMs] = LimitAnswer.parse(
        await connection.run(ADMIT, keys, [now, rememberMs, ...numbersOf(limits)]),
      );
      if (which === 0) return { outcome: "admitted" };
      if (which < 0) return { outcome: "replayed" };
      return { outcome: "rate-limited", limit: limits[which - 1]?.name ?? "unknown", retryAfterMs };
    },
    async remember(door, hashes, rememberMs) {
      const asking = hashes.map((hash) =>
        redis.set(inDoor(door, `seen:${hash}`), "", "PX", rememberMs, "NX"),
      );
      await answered(Promise.all(asking));
    },
    async count(limits, now) {
      // Keys of different tags cannot share a script on a cluster; each limit is counted by itself, all at once.
      const answers = await Promise.all(
        limits.map(async (limit) => {
          const asked = connection.run(
            COUNT,
            [`openlock:limit:{${limit.key}}`],
            [now, ...numbersOf([limit])],
          );
          return { limit: limit.name, answer: LimitAnswer.parse(await asked) };
        }),
      );
      const refused = answers.find(({ answer: [which] }) => which > 0);
      if (!refused) return { outcome: "counted" };
      return { outcome: "rate-limited", limit: refused.limit, retryAfterMs: refused.answer[1] };
    },
    presence: redisPresence(connection),
    bus,
    ping: async () => {
      await answered(redis.ping());
      connection.memorySince();
    },
    close: async () => {
      close();
      connection.close();
    },
  };
}

function inDoor(door: DoorId, name: string): string {
  return `openlock:{door:${door}}:${name}`;
}

function numbersOf(limits: readonly Limit[]): readonly number[] {
  return limits.flatMap(({ burst, perMs }) => [burst, perMs]);
}

function redisPresence(connection: RedisConnection): Presence {
  const { redis } = connection;
  const keyOf = (door: DoorId) => inDoor(door, "session");
  const read = (stored: unknown): DoorSession | undefined =>
    typeof stored === "string" ? StoredSession.parse(JSON.parse(stored)) : undefined;
  return {
    claim: async (door, session, ttlMs) =>
      read(await connection.run(CLAIM, [keyOf(door)], [JSON.stringify(session), ttlMs])),
    renew: async (door, sessionId, ttlMs) =>
      (await connection.run(RENEW, [keyOf(door)], [sessionId, ttlMs])) === 1,
    release: async (door, sessionId) => {
      await connection.run(RELEASE, [keyOf(door)], [sessionId]);
    },
    find: async (door) => read(await answered(redis.get(keyOf(door)))),
    online: async (doors) => {
      const held = await answered(Promise.all(doors.map((door) => redis.exists(keyOf(door)))));
      return new Set(doors.filter((_, index) => held[index] === 1));
    },
  };
}
