import type { AccessPointSettings, Air } from "./air.ts";
import type { Faults } from "./faults.ts";
import { type AccessPoint, type Timer, type Wifi, WifiError } from "./services.ts";

/** About what an ESP32 takes: 13 channels of 120 ms; association and DHCP; four handshakes that fail. */
const SCAN_MS = 1600;
const CONNECT_MS = 700;
const WRONG_PASSWORD_MS = 2500;
const NOT_FOUND_MS = 2000;
const DEFAULT_RSSI = -58;
const MIN_PASSWORD = 8;

interface Options {
  readonly air: Air;
  readonly faults: Faults;
  readonly timer: Timer;
  readonly off: AbortSignal;
  readonly paced: boolean;
  /** Network connections end with the link. */
  readonly linkLost: () => void;
  /** Runs a callback of the program, whose exception is a crash. */
  readonly guard: (run: () => void) => void;
}

/** The station interface, from boot to `off`. */
export class WifiRadio implements Wifi {
  readonly #options: Options;
  readonly #lost: (() => void)[] = [];
  readonly #stop: () => void;
  #joined: AccessPointSettings | undefined;
  #attempt = 0;

  constructor(options: Options) {
    this.#options = options;
    const check = () => this.#check();
    const stops = [options.air.events.on("changed", check), options.faults.onChange(check)];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    options.off.addEventListener("abort", () => this.#end(), { once: true });
  }

  get connected(): boolean {
    return this.#joined !== undefined;
  }

  async scan(): Promise<readonly AccessPoint[]> {
    await this.#wait(SCAN_MS);
    return this.#audible()
      .map(({ ssid, password, rssi }) => ({
        ssid,
        rssi: rssi ?? DEFAULT_RSSI,
        secured: password !== undefined && password !== "",
      }))
      .sort((a, b) => b.rssi - a.rssi);
  }

  async connect(ssid: string, password: string): Promise<void> {
    this.disconnect();
    const attempt = ++this.#attempt;
    const heard = this.#find(ssid);
    if (!heard) {
      await this.#wait(NOT_FOUND_MS);
      throw new WifiError("no-access-point");
    }
    if (!fits(heard, password)) {
      await this.#wait(WRONG_PASSWORD_MS);
      throw new WifiError("wrong-password");
    }
    await this.#wait(CONNECT_MS);
    // The air may have changed meanwhile, or a later call has taken over.
    if (attempt !== this.#attempt) throw new WifiError("timeout");
    const still = this.#find(ssid);
    if (!still) throw new WifiError("no-access-point");
    this.#joined = still;
  }

  /** What is joined leads nowhere. */
  get deadEnd(): boolean {
    return this.#joined?.deadEnd === true;
  }

  disconnect(): void {
    this.#attempt++;
    if (!this.#joined) return;
    this.#joined = undefined;
    this.#options.linkLost();
  }

  rssi(): number {
    return this.#joined ? (this.#joined.rssi ?? DEFAULT_RSSI) : 0;
  }

  onLost(lost: () => void): void {
    this.#lost.push(lost);
  }

  #audible(): readonly AccessPointSettings[] {
    return this.#options.faults.current.wifiGone ? [] : this.#options.air.accessPoints;
  }

  /** The strongest of that name, as stations choose. */
  #find(ssid: string): AccessPointSettings | undefined {
    return this.#audible()
      .filter((each) => each.ssid === ssid)
      .sort((a, b) => (b.rssi ?? DEFAULT_RSSI) - (a.rssi ?? DEFAULT_RSSI))[0];
  }

  #check(): void {
    const joined = this.#joined;
    if (!joined) return;
    const now = this.#find(joined.ssid);
    if (now && now.password === joined.password) {
      this.#joined = now;
      return;
    }
    this.disconnect();
    for (const lost of this.#lost) this.#options.guard(lost);
  }

  #end(): void {
    this.#stop();
    this.#lost.length = 0;
    this.#joined = undefined;
    this.#attempt++;
  }

  #wait(ms: number): Promise<void> {
    const { timer, off, paced } = this.#options;
    return new Promise((resolve, reject) => {
      const failed = () => {
        cancel();
        reject(new WifiError("timeout"));
      };
      const cancel = timer.after(paced ? ms : 0, () => {
        off.removeEventListener("abort", failed);
        resolve();
      });
      if (off.aborted) failed();
      else off.addEventListener("abort", failed, { once: true });
    });
  }
}

function fits(accessPoint: AccessPointSettings, password: string): boolean {
  const wanted = accessPoint.password ?? "";
  if (wanted === "") return true;
  return password.length >= MIN_PASSWORD && password === wanted;
}
