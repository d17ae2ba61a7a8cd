/** With so few left, requests go one by one: those under way may need them. */
const RESERVE = 6;

interface Timing {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const TIMING: Timing = { now: Date.now, wait };

/**
 * Keeps many commands below what the relay takes of one sign-in, as its answers tell: `RateLimit` of
 * draft-ietf-httpapi-ratelimit-headers-11. Refusals would be lost time, and count toward a block of this network.
 */
export class Pace {
  readonly #timing: Timing;
  #nextAt = 0;
  #stepMs = 0;

  constructor(timing = TIMING) {
    this.#timing = timing;
  }

  /** Resolves when one more may be sent. @throws the signal's reason where it is given up */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = this.#timing.now();
    const at = Math.max(now, this.#nextAt);
    if (this.#stepMs > 0) this.#nextAt = at + this.#stepMs;
    if (at > now) await this.#timing.wait(at - now, signal);
  }

  /** @param header the `RateLimit` field of an answer */
  note(header: string | null): void {
    const quotas = readQuotas(header);
    if (quotas.length === 0) return;
    const scarce = quotas.filter(({ left }) => left <= RESERVE);
    this.#stepMs = Math.max(0, ...scarce.map(({ nextMs }) => nextMs));
    if (scarce.some(({ left }) => left === 0)) this.#hold(this.#stepMs);
  }

  /** A refusal said when to come again. */
  refused(seconds: number): void {
    this.#stepMs = Math.max(this.#stepMs, 1_000);
    this.#hold(seconds * 1_000);
  }

  #hold(ms: number): void {
    this.#nextAt = Math.max(this.#nextAt, this.#timing.now() + ms);
  }
}

/** Of this page's commands, whoever sends them. */
export const pace = new Pace();

interface LeftOver {
  readonly left: number;
  /** Until there is one more, milliseconds. */
  readonly nextMs: number;
}

function readQuotas(header: string | null): readonly LeftOver[] {
  return [...(header ?? "").matchAll(/;r=(\d+)(?:;t=(\d+))?/g)].map(([, left, seconds = "0"]) => ({
    left: Number(left),
    nextMs: Number(seconds) * 1_000,
  }));
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}
