import { createHash } from "node:crypto";

/** Lua that Redis runs in one atomic step. */
export interface Script {
  readonly lua: string;
  /** What Redis knows it by once it has run it. */
  readonly sha: string;
}

export function script(lua: string): Script {
  return { lua, sha: createHash("sha1").update(lua).digest("hex") };
}

/**
 * Token buckets of `KEYS[first]` to `KEYS[last]`, all of them checked before any is taken from. A bucket is kept as what
 * it owes: a token is `perMs`, a millisecond pays back `burst`, so everything is a whole number. Its key outlives its
 * debt by ten seconds, for the clocks of nodes differ. ARGV from `offset` on: burst and perMs of each. Adds what each owes
 * now to `answer`, and puts the number of a limit that is used up first, in the order of what was added.
 */
const TAKE = `
local function take(answer, first, last, offset)
  local now = tonumber(ARGV[1])
  local buckets, before, refused = {}, #answer - 1, 0
  for i = first, last do
    local burst = tonumber(ARGV[offset + (i - first) * 2])
    local perMs = tonumber(ARGV[offset + (i - first) * 2 + 1])
    local debt, at = 0, now
    local stored = redis.call('GET', KEYS[i])
    if stored then
      local owed, since = string.match(stored, '^(%d+) (%d+)$')
      debt, at = tonumber(owed), tonumber(since)
      if now > at then
        debt = math.max(0, debt - (now - at) * burst)
        at = now
      end
    end
    if refused == 0 and debt + perMs > burst * perMs then refused = before + i - first + 1 end
    buckets[#buckets + 1] = { KEYS[i], debt, at, burst, perMs }
  end
  for _, bucket in ipairs(buckets) do
    local key, debt, at, burst, perMs = unpack(bucket)
    if refused == 0 then
      debt = debt + perMs
      redis.call('SET', key, string.format('%.0f %.0f', debt, at), 'PX', math.ceil(debt / burst) + 10000)
    end
    answer[#answer + 1] = debt
  end
  answer[1] = refused
end
`;

/** KEYS: limits. ARGV: now, (burst, perMs)… → [limit or 0, debt…] */
export const COUNT = script(`${TAKE}
local answer = { 0 }
take(answer, 1, #KEYS, 2)
return answer`);

/**
 * KEYS: replay key, shared limits, the door's. ARGV: now, rememberMs, how many are shared, (burst, perMs)…
 * → [limit, -1 for replayed or 0, debt…]
 */
export const ADMIT = script(`${TAKE}
local answer, shared = { 0 }, tonumber(ARGV[3])
take(answer, 2, 1 + shared, 4)
if answer[1] > 0 then return answer end
take(answer, 2 + shared, #KEYS, 4 + 2 * shared)
if answer[1] == 0 and not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[2]) then answer[1] = -1 end
return answer`);

/**
 * Takes an ADMIT back, for a command that another limit refused and that is not forwarded. KEYS: replay key, limits.
 * ARGV: 1 where ADMIT remembered it, perMs…
 */
export const TAKE_BACK = script(`
if ARGV[1] == '1' then redis.call('DEL', KEYS[1]) end
for i = 2, #KEYS do
  local stored = redis.call('GET', KEYS[i])
  if stored then
    local owed, since = string.match(stored, '^(%d+) (%d+)$')
    local debt = math.max(0, tonumber(owed) - tonumber(ARGV[i]))
    redis.call('SET', KEYS[i], string.format('%.0f %s', debt, since), 'KEEPTTL')
  end
end
return 0`);

/**
 * Since when this Redis has remembered everything: one that was restarted, or took over from another, begins anew.
 * KEYS: the mark. ARGV: this Redis' run id, what to round down to (ms) → ms since the epoch
 */
export const MEMORY = script(`
local mark = redis.call('GET', KEYS[1])
if mark then
  local run, since = string.match(mark, '^(%S+) (%d+)$')
  if run == ARGV[1] then return tonumber(since) end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.ceil(time[2] / 1000)
local since = now - now % tonumber(ARGV[2])
redis.call('SET', KEYS[1], string.format('%s %.0f', ARGV[1], since))
return since`);

/** KEYS: one value. ARGV: value, ttlMs → what is stored */
export const ONCE = script(`
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return ARGV[1] end
return redis.call('GET', KEYS[1])`);

/** KEYS: presence. ARGV: session, ttlMs → the session before */
export const CLAIM = script(`
local before = redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return before`);

/** KEYS: presence. ARGV: session id, ttlMs → 1 where it still holds */
export const RENEW = script(`
local held = redis.call('GET', KEYS[1])
if not held or cjson.decode(held).sessionId ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`);

/** KEYS: presence. ARGV: session id */
export const RELEASE = script(`
local held = redis.call('GET', KEYS[1])
if held and cjson.decode(held).sessionId == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`);
