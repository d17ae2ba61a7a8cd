interface Held<V> {
  readonly value: V;
  readonly until: number;
}

/**
 * What was read from a store, remembered for a short while and forgotten at once when told to. A read that was under
 * way when its key was forgotten is not remembered. Bounded: beyond `max` keys the oldest go.
 */
export class Remembered<V> {
  readonly #load: (key: string) => Promise<V>;
  readonly #maxAgeMs: number;
  readonly #max: number;
  readonly #now: () => number;
  readonly #held = new Map<string, Held<V>>();
  readonly #loading = new Map<string, Promise<V>>();

  constructor(options: {
    readonly load: (key: string) => Promise<V>;
    readonly maxAgeMs: number;
    readonly max: number;
    readonly now: () => number;
  }) {
    this.#load = options.load;
    this.#maxAgeMs = options.maxAgeMs;
    this.#max = options.max;
    this.#now = options.now;
  }

  /** Callers that come together share one read. */
  async get(key: string): Promise<V> {
    const held = this.#held.get(key);
    if (held && this.#now() < held.until) return held.value;
    return this.#loading.get(key) ?? this.#read(key);
  }

  forget(key: string): void {
    this.#held.delete(key);
    this.#loading.delete(key);
  }

  clear(): void {
    this.#held.clear();
    this.#loading.clear();
  }

  async #read(key: string): Promise<V> {
    const loading = this.#load(key);
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (this.#loading.get(key) === loading) this.#hold(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  #hold(key: string, value: V): void {
    this.#held.delete(key);
    this.#held.set(key, { value, until: this.#now() + this.#maxAgeMs });
    if (this.#held.size <= this.#max) return;
    for (const oldest of this.#held.keys()) {
      this.#held.delete(oldest);
      return;
    }
  }
}
