import type { DeviceInfo } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";
import type { SerialSession } from "../serial/session.ts";
import { deviceInfo } from "./device.ts";
import { needsAPerson, notOnline } from "./trouble.ts";

const ASK_EVERY = 1_000;
/** One more go may mend what looks hopeless, a registration whose answer was lost for one; milliseconds. */
const HOPES_FOR = 8_000;

export interface WaitOptions {
  /** How long to wait, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** What the board says on its way, trouble included. */
  readonly onInfo?: (info: DeviceInfo) => void;
}

/**
 * Waits until the board has registered and opened its socket. While it restarts it is silent, which is no failure.
 * Trouble that needs a person ends the waiting early.
 *
 * @throws {ProvisioningError} `not-online` with the board's own trouble, `no-answer`, `port-lost`
 */
export function waitUntilOnline(session: SerialSession, options: WaitOptions): Promise<DeviceInfo> {
  let troubled: { code: string; since: number } | undefined;
  return waitFor(session, options, (info) => {
    const { trouble } = info;
    if (info.stage === "online") return true;
    if (!trouble || !needsAPerson(trouble)) troubled = undefined;
    else if (troubled?.code !== trouble.code) troubled = { code: trouble.code, since: Date.now() };
    else if (Date.now() - troubled.since > HOPES_FOR) throw notOnline(info);
    return false;
  });
}

/**
 * Waits until the board has a key: at its first boot it makes one, which takes some seconds.
 *
 * @throws {ProvisioningError} `not-online`, `no-answer`, `port-lost`
 */
export function waitForKey(session: SerialSession, options: WaitOptions): Promise<DeviceInfo> {
  return waitFor(session, options, (info) => info.kid !== undefined);
}

async function waitFor(
  session: SerialSession,
  { timeoutMs, signal, onInfo }: WaitOptions,
  reached: (info: DeviceInfo) => boolean,
): Promise<DeviceInfo> {
  const until = Date.now() + timeoutMs;
  let last: DeviceInfo | undefined;
  for (;;) {
    const left = Math.max(until - Date.now(), 1);
    try {
      last = await deviceInfo(session, { timeoutMs: Math.min(10_000, left), ...(signal ? { signal } : {}) });
      onInfo?.(last);
      if (reached(last)) return last;
    } catch (error) {
      const silent = error instanceof ProvisioningError && error.code === "no-answer";
      if (!silent || (Date.now() >= until && !last)) throw error;
    }
    if (last && Date.now() >= until) throw notOnline(last);
    await pause(ASK_EVERY, session.ended, signal);
  }
}

function pause(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const until = AbortSignal.any(signals.filter((signal) => signal !== undefined));
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(until.reason);
    };
    const timer = setTimeout(() => {
      until.removeEventListener("abort", aborted);
      resolve();
    }, ms);
    if (until.aborted) aborted();
    else until.addEventListener("abort", aborted, { once: true });
  });
}
