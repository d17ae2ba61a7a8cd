/** How long the same refresh token gets the same answer again. */
const GRACE_MS = 10_000;
const MAX = 1_000;

/** Who asks for a refresh: the same page that asks again has the same. */
export interface Asker {
  readonly ip: string;
  readonly userAgent: string;
}

interface Rotation<T> extends Asker {
  readonly until: number;
  readonly answer: Promise<T>;
}

/**
 * Answers a refresh that is asked for twice within seconds the same way both times. A page that is reloaded while its
 * refresh is under way never sees the answer, and two tabs may wake up at once; neither is a theft. A copy that a thief
 * uses within that time is found out at the next rotation instead, for then two hold the same token.
 */
export class RecentRotations<T> {
  readonly #now: () => number;
  readonly #held = new Map<string, Rotation<T>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async once(tokenHash: string, asker: Asker, rotate: () => Promise<T>): Promise<T> {
    const held = this.#held.get(tokenHash);
    if (held && this.#now() < held.until && held.ip === asker.ip && held.userAgent === asker.userAgent) {
      return held.answer;
    }
    const answer = rotate();
    this.#held.set(tokenHash, { ...asker, until: this.#now() + GRACE_MS, answer });
    this.#forgetOld();
    try {
      return await answer;
    } catch (error) {
      this.#held.delete(tokenHash);
      throw error;
    }
  }

  // In the order in which they end, for all are kept equally long.
  #forgetOld(): void {
    const now = this.#now();
    for (const [hash, { until }] of this.#held) {
      if (until > now && this.#held.size <= MAX) return;
      this.#held.delete(hash);
    }
  }
}
