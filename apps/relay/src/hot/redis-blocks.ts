import { z } from "zod";
import { BLOCK_REASONS, BLOCKS_MAX, type Block, type Blocks } from "./blocks.ts";
import { answered, type RedisConnection } from "./redis-connection.ts";
import { script } from "./scripts.ts";

/** Networks by when their block ends. */
const INDEX = "openlock:{blocks}:until";

/**
 * KEYS: index, the network's block. ARGV: now, network, why, firstMs, maxMs, rememberMs, blocks at most
 * → [1 where it is new, the block as JSON]
 */
const ADD = script(`
local now, network, why = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local times = 1
local stored = redis.call('GET', KEYS[2])
if stored then
  local before = cjson.decode(stored)
  if before['until'] > now then return { 0, stored } end
  times = before.times + 1
end
local length = math.min(tonumber(ARGV[5]), tonumber(ARGV[4]) * 2 ^ (times - 1))
local block = { network = network, why = why, since = now, ['until'] = now + length, times = times }
local text = cjson.encode(block)
redis.call('SET', KEYS[2], text, 'PX', string.format('%.0f', length + tonumber(ARGV[6])))
redis.call('ZADD', KEYS[1], string.format('%.0f', now + length), network)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[7]))
return { 1, text }`);

/** KEYS: index, the network's block. ARGV: now, network → 1 where it was blocked */
const LIFT = script(`
local till = redis.call('ZSCORE', KEYS[1], ARGV[2])
redis.call('ZREM', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
if till and tonumber(till) > tonumber(ARGV[1]) then return 1 end
return 0`);

const StoredBlock = z.object({
  network: z.string(),
  why: z.enum(BLOCK_REASONS),
  since: z.number(),
  until: z.number(),
  times: z.number(),
});
const Added = z.tuple([z.number(), z.string()]);

/** `Blocks` for all nodes. They are few and seldom change, so all of them share one slot of a cluster. */
export function redisBlocks(connection: RedisConnection): Blocks {
  const { redis } = connection;
  const keyOf = (network: string) => `openlock:{blocks}:of:${network}`;
  const read = (text: string): Block => StoredBlock.parse(JSON.parse(text));
  return {
    async add({ network, why, now }, { firstMs, maxMs, rememberMs }) {
      const args = [now, network, why, firstMs, maxMs, rememberMs, BLOCKS_MAX];
      const [added, text] = Added.parse(await connection.run(ADD, [INDEX, keyOf(network)], args));
      return { block: read(text), added: added === 1 };
    },
    lift: async (network, now) => (await connection.run(LIFT, [INDEX, keyOf(network)], [now, network])) === 1,
    async active(now) {
      const flat = await answered(redis.zrange(INDEX, `(${now}`, "+inf", "BYSCORE", "WITHSCORES"));
      const until = new Map<string, number>();
      for (let at = 0; at + 1 < flat.length; at += 2) until.set(flat[at] ?? "", Number(flat[at + 1]));
      return until;
    },
    async list(now, limit) {
      const networks = await answered(
        redis.zrange(INDEX, "+inf", `(${now}`, "BYSCORE", "REV", "LIMIT", 0, limit),
      );
      if (networks.length === 0) return [];
      const texts = await answered(redis.mget(networks.map(keyOf)));
      return texts.flatMap((text) => (text === null ? [] : [read(text)]));
    },
  };
}
