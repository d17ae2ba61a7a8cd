import { rateLimited } from "../admission/steps.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Delay } from "../hot/delays.ts";
import type { Services } from "../http/context.ts";
import { networkOf } from "../net/network.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Who tries to prove who they are, by a code, a link or a key. */
export interface Attempter {
  readonly ip: string;
  /** Whom they say they are, where they say so: lower-case. */
  readonly email?: string;
  /** A browser that this address is known at, from `KnownBrowsers`. */
  readonly browser?: string | undefined;
}

/** An attempt that is under way, counted as failed until it is told otherwise. */
export interface Attempt {
  succeeded(): Promise<void>;
}

/**
 * Lets an attempt be made, the later the more have failed: at an address after 5, from a network after 20, up to a quarter
 * of an hour. One that comes too early is refused and not counted.
 *
 * Strangers wait together, so whoever knows somebody's address can make strangers wait who use it. A browser at which
 * the address has signed in before is none: it is counted by itself, and nobody makes it wait but who sits before it.
 *
 * @throws {ProblemError} `rate-limited`
 */
export async function beginAttempt({ hot, log, now }: Services, who: Attempter): Promise<Attempt> {
  const { ip, email, browser } = who;
  const requireTurn = async (delay: Delay) => {
    const wait = await hot.delays.attempt(delay, now());
    if (wait > 0) throw rateLimited("Too many attempts have failed.", wait);
  };
  const network = browser === undefined ? networkDelay(ip) : undefined;
  const address = email === undefined ? undefined : addressDelay(email, browser);
  // The network first: one that has to wait adds nothing to an address.
  if (network) await requireTurn(network);
  if (address) {
    try {
      await requireTurn(address);
    } catch (error) {
      if (network) await hot.delays.forgive(network.key);
      throw error;
    }
  }
  return {
    async succeeded() {
      try {
        // Only its own attempt: or whoever has a sign-in could guess at others' without end.
        if (network) await hot.delays.forgive(network.key);
        if (address) await hot.delays.reset(address.key);
      } catch (error) {
        // A code that was right is used up by now: whoever proved who they are goes on.
        log.warn({ err: error }, "an attempt that was right stays counted as failed");
      }
    },
  };
}

function networkDelay(ip: string): Delay {
  return {
    key: `attempts-from:${networkOf(ip)}`,
    free: 20,
    firstMs: SECOND,
    maxMs: 15 * MINUTE,
    decayMs: MINUTE,
  };
}

// Hashed, so that no address of a person stands in the shared store.
function addressDelay(email: string, browser: string | undefined): Delay {
  const of = browser === undefined ? email : `${email}\n${browser}`;
  return {
    key: `attempts-at:${sha256(of)}`,
    free: 5,
    firstMs: 2 * SECOND,
    maxMs: 15 * MINUTE,
    decayMs: 10 * MINUTE,
  };
}
