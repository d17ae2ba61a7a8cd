import type { Limit } from "./hot.ts";

interface Bucket {
  tokens: number;
  at: number;
  /** When it is full again, and so need not be remembered. */
  fullAt: number;
}

/** Token buckets in process. Those that are full again are forgotten, so memory follows the load. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = 1024;

  /** @returns the limit that is used up, or takes one from each */
  take(
    limits: readonly Limit[],
    now: number,
  ): { readonly limit: string; readonly retryAfterMs: number } | undefined {
    const buckets = limits.map((limit) => this.#refilled(limit, now));
    for (const [index, limit] of limits.entries()) {
      const tokens = buckets[index]?.tokens ?? 0;
      if (tokens >= 1) continue;
      return { limit: limit.name, retryAfterMs: Math.ceil(((1 - tokens) * limit.perMs) / limit.burst) };
    }
    for (const [index, { burst, perMs, key }] of limits.entries()) {
      const bucket = buckets[index];
      if (!bucket) continue;
      bucket.tokens -= 1;
      bucket.fullAt = bucket.at + ((burst - bucket.tokens) * perMs) / burst;
      this.#buckets.set(key, bucket);
    }
    this.#sweep(now);
    return undefined;
  }

  #refilled({ key, burst, perMs }: Limit, now: number): Bucket {
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now, fullAt: now };
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(burst, bucket.tokens + (passed * burst) / perMs);
    bucket.at = Math.max(bucket.at, now);
    return bucket;
  }

  #sweep(now: number): void {
    if (this.#buckets.size < this.#sweepAt) return;
    for (const [key, { fullAt }] of this.#buckets) if (fullAt <= now) this.#buckets.delete(key);
    this.#sweepAt = Math.max(1024, this.#buckets.size * 2);
  }
}
