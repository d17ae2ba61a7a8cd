import type { DeviceInfo } from "@openlock/protocol";
import { ProvisioningError } from "../errors.ts";
import type { SerialSession } from "../serial/session.ts";
import { deviceInfo } from "./device.ts";

const ASK_EVERY = 1_000;

export interface WaitOptions {
  /** How long to wait, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** What the board says on its way, trouble included. */
  readonly onInfo?: (info: DeviceInfo) => void;
}

/**
 * Waits until the board has registered and opened its socket. While it restarts it is silent, which is no failure.
 *
 * @throws {ProvisioningError} `not-online` with the board's own trouble, `no-answer`, `port-lost`
 */
export function waitUntilOnline(session: SerialSession, options: WaitOptions): Promise<DeviceInfo> {
  return waitFor(session, (info) => info.stage === "online", options);
}

/**
 * Waits until the board has a key: at its first boot it makes one, which takes some seconds.
 *
 * @throws {ProvisioningError} `not-online`, `no-answer`, `port-lost`
 */
export function waitForKey(session: SerialSession, options: WaitOptions): Promise<DeviceInfo> {
  return waitFor(session, (info) => info.kid !== undefined, options);
}

async function waitFor(
  session: SerialSession,
  reached: (info: DeviceInfo) => boolean,
  { timeoutMs, signal, onInfo }: WaitOptions,
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
    if (Date.now() >= until) throw notReached(last);
    await pause(ASK_EVERY, session.ended, signal);
  }
}

function notReached(info: DeviceInfo | undefined): ProvisioningError {
  const { trouble } = info ?? {};
  if (!trouble) return new ProvisioningError("not-online", `The board is still at “${info?.stage}”.`);
  return new ProvisioningError("not-online", trouble.detail || trouble.code, { trouble: trouble.code });
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
