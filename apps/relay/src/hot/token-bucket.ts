import { type Limit, type Quota, quotaOf } from "./limit.ts";

/** What a bucket owes: a token is `perMs`, a millisecond pays back `burst`, so everything is a whole number. */
interface Bucket {
  readonly debt: number;
  readonly at: number;
  /** When nothing is owed any more, and so nothing need be remembered. */
  readonly paidAt: number;
}

/** Fewer than these are never looked through. */
const SWEEP_MIN = 1024;

/** Token buckets in process. Those that are full again are forgotten, so memory follows the load. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = SWEEP_MIN;

  /** Takes one from each limit, or from none. `refused` is the first that is used up. */
  take(
    limits: readonly Limit[],
    now: number,
  ): { readonly refused: Limit | undefined; readonly quotas: readonly Quota[] } {
    const buckets = limits.map((limit) => ({ limit, ...this.#paidBack(limit.key, limit.burst, now) }));
    const refused = buckets.find(({ limit: { burst, perMs }, debt }) => debt + perMs > burst * perMs)?.limit;
    if (refused) return { refused, quotas: buckets.map(({ limit, debt }) => quotaOf(limit, debt)) };
    const quotas = buckets.map(({ limit, debt, at }) => {
      const owed = debt + limit.perMs;
      this.#buckets.set(limit.key, { debt: owed, at, paidAt: at + owed / limit.burst });
      return quotaOf(limit, owed);
    });
    this.#sweep(now);
    return { refused, quotas };
  }

  refill({ key }: Limit): void {
    this.#buckets.delete(key);
  }

  #paidBack(key: string, burst: number, now: number): Pick<Bucket, "debt" | "at"> {
    const bucket = this.#buckets.get(key);
    if (!bucket) return { debt: 0, at: now };
    // A clock that was set back gives nothing and takes nothing.
    if (now <= bucket.at) return bucket;
    return { debt: Math.max(0, bucket.debt - (now - bucket.at) * burst), at: now };
  }

  #sweep(now: number): void {
    if (this.#buckets.size < this.#sweepAt) return;
    for (const [key, { paidAt }] of this.#buckets) if (paidAt <= now) this.#buckets.delete(key);
    this.#sweepAt = Math.max(SWEEP_MIN, this.#buckets.size * 2);
  }
}
