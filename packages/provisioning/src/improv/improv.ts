import { ImprovSerial, type Ssid } from "improv-wifi-serial-sdk/dist/serial.js";
import { ProvisioningError } from "../errors.ts";
import { deviceInfo } from "../rpc/device.ts";
import type { SerialSession } from "../serial/session.ts";

/** A board that starts answers Improv when its program runs; in milliseconds. */
const DETECT_TIMEOUT = 6_000;
const SCAN_TIMEOUT = 20_000;
const JOIN_TIMEOUT = 45_000;

export interface WifiNetwork {
  readonly ssid: string;
  /** dBm, negative; nearer to zero is better. */
  readonly rssi: number;
  readonly secured: boolean;
}

/**
 * Networks that the board sees, strongest first, each name once.
 *
 * @throws {ProvisioningError} `no-answer`, `port-lost`
 */
export async function scanNetworks(session: SerialSession, signal?: AbortSignal): Promise<WifiNetwork[]> {
  const found = await withImprov(session, signal, (improv) => improv.scan(SCAN_TIMEOUT));
  const strongest = new Map<string, WifiNetwork>();
  for (const { name, rssi, secured } of found satisfies Ssid[]) {
    if (name !== "" && rssi > (strongest.get(name)?.rssi ?? -Infinity)) {
      strongest.set(name, { ssid: name, rssi, secured });
    }
  }
  return [...strongest.values()].sort((a, b) => b.rssi - a.rssi);
}

/**
 * Has the board join a network. It tries before it stores, so that what it had still stands after a failure.
 *
 * @throws {ProvisioningError} `wifi-wrong-password`, `wifi-network-gone`, `wifi-failed`, `no-answer`, `port-lost`
 */
export async function joinNetwork(
  session: SerialSession,
  network: { readonly ssid: string; readonly password: string },
  signal?: AbortSignal,
): Promise<void> {
  try {
    await withImprov(session, signal, (improv) =>
      improv.provision(network.ssid, network.password, JOIN_TIMEOUT),
    );
  } catch (error) {
    // The SDK rejects with the name of Improv's error, and Improv has one for every reason not to join.
    if (error !== "UNABLE_TO_CONNECT" && error !== "TIMEOUT") throw error;
    throw await whyNotJoined(session, network.ssid, signal);
  }
}

async function whyNotJoined(
  session: SerialSession,
  ssid: string,
  signal?: AbortSignal,
): Promise<ProvisioningError> {
  const { trouble } = await deviceInfo(session, signal ? { signal } : {});
  const said = trouble && { trouble: trouble.code };
  switch (trouble?.code) {
    case "wifi-wrong-password":
      return new ProvisioningError("wifi-wrong-password", `“${ssid}” did not accept the password.`, said);
    case "wifi-no-access-point":
      return gone(ssid, said);
  }
  const inSight = (await scanNetworks(session, signal)).some((network) => network.ssid === ssid);
  if (!inSight) return gone(ssid, said);
  return new ProvisioningError("wifi-failed", `The board could not join “${ssid}”.`, said);
}

function gone(ssid: string, said?: { trouble: string }): ProvisioningError {
  return new ProvisioningError(
    "wifi-network-gone",
    `The board does not see a network called “${ssid}”.`,
    said,
  );
}

async function withImprov<T>(
  session: SerialSession,
  signal: AbortSignal | undefined,
  use: (improv: ImprovSerial) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  session.ended.throwIfAborted();
  const improv = new WaitingImprov(session.branch() as SerialPort, { log() {}, error() {}, debug() {} });
  const until = AbortSignal.any([session.ended, ...(signal ? [signal] : [])]);
  const stopped = new Promise<never>((_, reject) => {
    until.addEventListener("abort", () => reject(until.reason), { once: true });
  });
  try {
    await Promise.race([detect(improv), stopped]);
    return await Promise.race([use(improv), stopped]);
  } finally {
    stopped.catch(() => {});
    if (!session.ended.aborted) await improv.close();
  }
}

async function detect(improv: ImprovSerial): Promise<void> {
  try {
    await improv.initialize(DETECT_TIMEOUT);
  } catch (cause) {
    throw new ProvisioningError("no-answer", "The board does not answer to Improv Wi-Fi.", { cause });
  }
}

/**
 * `initialize()` of the SDK asks for the state where nobody handles a rejection, and has a timeout of its own beside
 * it: a question that fails stays open until that.
 */
class WaitingImprov extends ImprovSerial {
  override requestCurrentState(timeout?: number): Promise<void> {
    return super.requestCurrentState(timeout).catch(() => new Promise<never>(() => {}));
  }
}
