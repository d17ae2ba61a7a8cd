import { z } from "zod";
import { type Delays, FAILURES_MAX } from "./delays.ts";
import { answered, type RedisConnection } from "./redis-connection.ts";
import { script } from "./scripts.ts";

/** KEYS: failures. ARGV: now, free, firstMs, maxMs, decayMs, failures at most → ms to wait; 0 and one failure more */
const ATTEMPT = script(`
local now, free, firstMs, maxMs, decayMs, most = unpack(ARGV)
now, free, firstMs, maxMs = tonumber(now), tonumber(free), tonumber(firstMs), tonumber(maxMs)
decayMs, most = tonumber(decayMs), tonumber(most)
local count, at = 0, now
local stored = redis.call('GET', KEYS[1])
if stored then
  local failed, since, till = string.match(stored, '^(%d+) (%d+) (%d+)$')
  count, at = tonumber(failed), tonumber(since)
  local early = tonumber(till) - now
  if early > 0 then return math.min(early, maxMs) end
end
count = math.max(0, count - math.floor(math.max(0, now - at) / decayMs)) + 1
count = math.min(count, free + most)
local wait = 0
if count >= free then wait = math.min(maxMs, firstMs * 2 ^ (count - free)) end
local text = string.format('%.0f %.0f %.0f', count, now, now + wait)
redis.call('SET', KEYS[1], text, 'PX', string.format('%.0f', wait + count * decayMs))
return 0`);

/** KEYS: failures */
const FORGIVE = script(`
local stored = redis.call('GET', KEYS[1])
if not stored then return 0 end
local count, at = string.match(stored, '^(%d+) (%d+) %d+$')
redis.call('SET', KEYS[1], string.format('%.0f %s 0', math.max(0, count - 1), at), 'KEEPTTL')
return 0`);

/** `Delays` for all nodes. */
export function redisDelays(connection: RedisConnection): Delays {
  const keyOf = (key: string) => `openlock:delay:{${key}}`;
  return {
    attempt: async ({ key, free, firstMs, maxMs, decayMs }, now) =>
      z
        .number()
        .parse(
          await connection.run(ATTEMPT, [keyOf(key)], [now, free, firstMs, maxMs, decayMs, FAILURES_MAX]),
        ),
    forgive: async (key) => {
      await connection.run(FORGIVE, [keyOf(key)], []);
    },
    reset: async (key) => {
      await answered(connection.redis.del(keyOf(key)));
    },
  };
}
