/**
 * Token buckets, all of them checked before any is taken from. KEYS: one a limit. ARGV: now, then burst and perMs of
 * each. Gives 0, or the index (from 1) of a limit that is used up and the milliseconds until one token is there.
 */
const TAKE = `
local function take(first, offset)
  local now = tonumber(ARGV[1])
  local held = {}
  for i = first, #KEYS do
    local burst = tonumber(ARGV[offset + (i - first) * 2])
    local perMs = tonumber(ARGV[offset + (i - first) * 2 + 1])
    local stored = redis.call('HMGET', KEYS[i], 't', 'a')
    local tokens = tonumber(stored[1]) or burst
    local at = tonumber(stored[2]) or now
    tokens = math.min(burst, tokens + math.max(0, now - at) * burst / perMs)
    if tokens < 1 then
      return i - first + 1, math.ceil((1 - tokens) * perMs / burst)
    end
    held[i] = { tokens - 1, math.max(at, now), perMs }
  end
  for i, bucket in pairs(held) do
    redis.call('HSET', KEYS[i], 't', tostring(bucket[1]), 'a', string.format('%.0f', bucket[2]))
    redis.call('PEXPIRE', KEYS[i], math.ceil(bucket[3]))
  end
  return 0, 0
end
`;

/** KEYS: limits. ARGV: now, (burst, perMs)… → [limit or 0, retryAfterMs] */
export const COUNT = `${TAKE}
local limit, wait = take(1, 2)
return { limit, wait }`;

/** KEYS: replay key, limits. ARGV: now, rememberMs, (burst, perMs)… → [limit, -1 for replayed or 0, retryAfterMs] */
export const ADMIT = `${TAKE}
local limit, wait = take(2, 3)
if limit > 0 then return { limit, wait } end
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[2]) then return { 0, 0 } end
return { -1, 0 }`;

/** KEYS: presence. ARGV: session, ttlMs → the session before */
export const CLAIM = `
local before = redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return before`;

/** KEYS: presence. ARGV: session id, ttlMs → 1 where it still holds */
export const RENEW = `
local held = redis.call('GET', KEYS[1])
if not held or cjson.decode(held).sessionId ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`;

/** KEYS: presence. ARGV: session id */
export const RELEASE = `
local held = redis.call('GET', KEYS[1])
if held and cjson.decode(held).sessionId == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;
