/** A token bucket: `burst` at once, refilled evenly to `burst` over `perMs`. */
export interface Limit {
  /** Names the limit in errors and in `RateLimit` headers, for example `door`. */
  readonly name: string;
  /** What is counted, for example `token:ab12`. */
  readonly key: string;
  readonly burst: number;
  readonly perMs: number;
  /** What others did would show in what is left of it, so callers are not told. */
  readonly hidden?: true;
}

/** What is left of a limit. */
export interface Quota {
  readonly limit: Limit;
  /** Attempts that may be made now. */
  readonly left: number;
  /** Until there is one more, in ms; 0 where it is full. */
  readonly nextMs: number;
}

/** @param debt what a bucket owes: each attempt `perMs`, of which a millisecond pays back `burst` */
export function quotaOf(limit: Limit, debt: number): Quota {
  const { burst, perMs } = limit;
  const left = Math.max(0, Math.floor((burst * perMs - debt) / perMs));
  const nextMs = debt <= 0 ? 0 : Math.ceil((debt - (burst - left - 1) * perMs) / burst);
  return { limit, left, nextMs };
}
