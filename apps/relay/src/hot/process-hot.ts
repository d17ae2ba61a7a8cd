import type { DoorId } from "@openlock/protocol";
import type { Bus, DoorSession, Hot, Presence } from "./hot.ts";
import type { Limit } from "./limit.ts";
import { processBlocks } from "./process-blocks.ts";
import { processDelays } from "./process-delays.ts";
import { counted, rateLimitedBy } from "./rate-limited.ts";
import { TokenBuckets } from "./token-bucket.ts";

/**
 * The fast state of a relay that runs alone, in its own memory. A restart fills it anew with `remember`.
 *
 * @param memorySince since when what it is filled with is all there was, in ms since the epoch
 */
export function createProcessHot(now: () => number = Date.now, memorySince = 0): Hot {
  const buckets = new TokenBuckets();
  const seen = new ReplayMemory();
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async admit({ door, hash, issuedAt, rememberMs, limits, shared, now }) {
      if (issuedAt < memorySince) return { outcome: "forgotten" };
      const all = buckets.take(shared, now);
      if (all.refused) return rateLimitedBy(all.refused, all.quotas);
      const scoped = limits.map((limit): Limit => ({ ...limit, key: `${door} ${limit.key}` }));
      const own = buckets.take(scoped, now);
      const quotas = [...all.quotas, ...own.quotas];
      if (own.refused) return rateLimitedBy(own.refused, quotas);
      const admitted = seen.remember(`${door} ${hash}`, now, rememberMs);
      return { outcome: admitted ? "admitted" : "replayed", quotas };
    },
    async remember(door, hashes, rememberMs) {
      for (const hash of hashes) seen.remember(`${door} ${hash}`, now(), rememberMs);
    },
    count: async (limits, now) => counted(buckets.take(limits, now)),
    refill: async (limit) => buckets.refill(limit),
    async once(key, value, ttlMs) {
      for (const [old, { until }] of kept) if (until <= now()) kept.delete(old);
      const stored = kept.get(key) ?? { value, until: now() + ttlMs };
      kept.set(key, stored);
      return stored.value;
    },
    delays: processDelays(),
    blocks: processBlocks(),
    presence: processPresence(now),
    bus: processBus(),
    ping: async () => {},
    close: async () => {},
  };
}

class ReplayMemory {
  /** Key to when it may be forgotten. All are kept about equally long, so the oldest come first. */
  readonly #until = new Map<string, number>();

  /** @returns false where it is remembered already. */
  remember(key: string, now: number, forMs: number): boolean {
    for (const [oldest, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(oldest);
    }
    const until = this.#until.get(key);
    if (until !== undefined && until > now) return false;
    this.#until.delete(key);
    this.#until.set(key, now + forMs);
    return true;
  }
}

function processPresence(now: () => number): Presence {
  const held = new Map<DoorId, { readonly session: DoorSession; until: number }>();
  const current = (door: DoorId) => {
    const entry = held.get(door);
    if (entry && entry.until > now()) return entry;
    held.delete(door);
    return undefined;
  };
  return {
    async claim(door, session, ttlMs) {
      const before = current(door)?.session;
      held.set(door, { session, until: now() + ttlMs });
      return before;
    },
    async renew(door, sessionId, ttlMs) {
      const entry = current(door);
      if (entry?.session.sessionId !== sessionId) return false;
      entry.until = now() + ttlMs;
      return true;
    },
    async release(door, sessionId) {
      if (current(door)?.session.sessionId === sessionId) held.delete(door);
    },
    find: async (door) => current(door)?.session,
    online: async (doors) => new Set(doors.filter((door) => current(door) !== undefined)),
  };
}

function processBus(): Bus {
  const channels = new Map<string, Set<(message: string) => void>>();
  return {
    async publish(channel, message) {
      const listeners = [...(channels.get(channel) ?? [])];
      for (const hear of listeners) hear(message);
      return listeners.length;
    },
    async subscribe(channel, hear) {
      // A function of its own each time: subscribed twice is heard twice, and each is ended by itself.
      const mine = (message: string) => hear(message);
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(mine));
      return async () => {
        listeners.delete(mine);
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel);
      };
    },
  };
}
