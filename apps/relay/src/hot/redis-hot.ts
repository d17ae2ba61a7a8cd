import type { DoorId } from "@openlock/protocol";
import { z } from "zod";
import type { DoorSession, Hot, Presence } from "./hot.ts";
import { type Limit, type Quota, quotaOf } from "./limit.ts";
import { counted, rateLimitedBy } from "./rate-limited.ts";
import { redisBlocks } from "./redis-blocks.ts";
import { redisBus } from "./redis-bus.ts";
import { answered, RedisConnection } from "./redis-connection.ts";
import { redisDelays } from "./redis-delays.ts";
import { ADMIT, CLAIM, COUNT, ONCE, RELEASE, RENEW, TAKE_BACK } from "./scripts.ts";

const ANSWER_MS = 2_000;

const StoredSession = z.object({ sessionId: z.string(), nodeId: z.string(), since: z.number() });
const LimitAnswer = z.tuple([z.number()], z.number());

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
    async admit({ door, hash, issuedAt, rememberMs, limits, shared, now }) {
      if (issuedAt < connection.memorySince()) return { outcome: "forgotten" };
      // Other slots than the door's are out of a script's reach on a cluster: those limits are asked beside it, in one tick,
      // and so in one round trip.
      const [beside, within] = connection.cluster ? [shared, []] : [[], shared];
      const doorKeys = limits.map(({ key }) => inDoor(door, `limit:${key}`));
      const seen = inDoor(door, `seen:${hash}`);
      const counted = [...within, ...limits];
      const asked = connection.run(
        ADMIT,
        [seen, ...within.map(({ key }) => sharedKey(key)), ...doorKeys],
        [now, rememberMs, within.length, ...numbersOf(counted)],
      );
      const [others, answer] = await Promise.all([countEach(connection, beside, now), asked]);
      const [which, ...debts] = LimitAnswer.parse(answer);
      if (others.refused) {
        // What was remembered for a moment was never forwarded: whoever meets it meanwhile is refused, no more.
        if (which <= 0) {
          const taken = limits.map(({ perMs }) => perMs);
          await connection.run(TAKE_BACK, [seen, ...doorKeys], [which === 0 ? 1 : 0, ...taken]);
        }
        return rateLimitedBy(others.refused, others.quotas);
      }
      const quotas = [...others.quotas, ...quotasOf(counted, debts)];
      const refused = counted[which - 1];
      if (refused) return rateLimitedBy(refused, quotas);
      return { outcome: which < 0 ? "replayed" : "admitted", quotas };
    },
    async remember(door, hashes, rememberMs) {
      const asking = hashes.map((hash) =>
        redis.set(inDoor(door, `seen:${hash}`), "", "PX", rememberMs, "NX"),
      );
      await answered(Promise.all(asking));
    },
    count: async (limits, now) => counted(await countEach(connection, limits, now)),
    refill: async ({ key }) => {
      await answered(redis.del(sharedKey(key)));
    },
    once: async (key, value, ttlMs) =>
      z.string().parse(await connection.run(ONCE, [`openlock:once:{${key}}`], [value, ttlMs])),
    delays: redisDelays(connection),
    blocks: redisBlocks(connection),
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

/** Keys of different tags cannot share a script on a cluster; each limit is counted by itself, all at once. */
async function countEach(connection: RedisConnection, limits: readonly Limit[], now: number) {
  const answers = await Promise.all(
    limits.map(async (limit) => {
      const [which, debt = 0] = LimitAnswer.parse(
        await connection.run(COUNT, [sharedKey(limit.key)], [now, ...numbersOf([limit])]),
      );
      return { refused: which > 0, quota: quotaOf(limit, debt) };
    }),
  );
  const refused = answers.find((answer) => answer.refused)?.quota.limit;
  return { refused, quotas: answers.map(({ quota }) => quota) };
}

/** @param debts of the first of them: of the rest nobody asked */
function quotasOf(limits: readonly Limit[], debts: readonly number[]): readonly Quota[] {
  return limits.slice(0, debts.length).map((limit, index) => quotaOf(limit, debts[index] ?? 0));
}

function sharedKey(key: string): string {
  return `openlock:limit:{${key}}`;
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
