import { BOUNDS, CLOSE } from "@openlock/protocol";
import { WifiError, type WifiFailure } from "../../chip/services.ts";
import { Stopped, unlessAborted } from "../core/boot.ts";
import type { Wifi } from "../core/settings.ts";
import { Backoff } from "./backoff.ts";
import { type RelayAccess, RelayLink, type RelayParts, type RelayTarget } from "./relay-link.ts";
import { wifiTrouble } from "./trouble.ts";
import type { WifiLink } from "./wifi-link.ts";
import { WifiTurn } from "./wifi-turn.ts";

export interface NetworkParts extends RelayParts {
  readonly wifi: WifiLink;
}

/** Keeps the device on Wi-Fi and at its relay, and begins again whenever that ends. */
export class NetworkLoop {
  readonly #parts: NetworkParts;
  readonly #backoff: Backoff;
  readonly #relay: RelayLink;
  #failedJoins = 0;
  #turn: WifiTurn;
  #halted = false;
  #running: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;
  #trials = 0;
  #trial: Promise<unknown> = Promise.resolve();

  constructor(parts: NetworkParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.boot.chip);
    this.#relay = new RelayLink(parts);
    this.#turn = new WifiTurn(parts.boot, parts.settings);
  }

  start(): void {
    if (this.#running || this.#halted) return;
    const stop = new AbortController();
    const done = this.#run(AbortSignal.any([stop.signal, this.#parts.boot.off]));
    this.#running = { stop, done };
    this.#parts.boot.spawn(done);
  }

  /** Stops for good: the device is about to restart, and must not look online meanwhile. */
  halt(): Promise<void> {
    this.#halted = true;
    return this.stop();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.stop.abort();
    this.#relay.close(CLOSE.goingAway);
    await running?.done.catch(() => {});
  }

  get access(): RelayAccess | undefined {
    return this.#relay.access;
  }

  /** Tells the relay, where there is one, how the door is. */
  tellStatus(): void {
    this.#relay.tellStatus();
  }

  /** Whether Wi-Fi settings are being tried. */
  get trying(): boolean {
    return this.#trials > 0;
  }

  /**
   * Tries Wi-Fi settings, one after another, and stores them only when they work. After a failure the device goes back
   * to what it had.
   *
   * @returns why they do not work
   * @throws what `store` throws
   */
  tryWifi(settings: Wifi, store: () => void | Promise<void>): Promise<WifiFailure | undefined> {
    this.#trials++;
    const trial = this.#trial.then(() => this.#try(settings, store)).finally(() => this.#trials--);
    this.#trial = trial.catch(() => {});
    return trial;
  }

  async #try(settings: Wifi, store: () => void | Promise<void>): Promise<WifiFailure | undefined> {
    const { boot, wifi, log } = this.#parts;
    await this.stop();
    wifi.leave();
    log.info("wifi", `trying “${settings.ssid}” before storing it`);
    try {
      await wifi.join(settings, boot.off);
      await store();
      this.#joined(settings);
      return undefined;
    } catch (error) {
      wifi.leave();
      if (!(error instanceof WifiError)) throw error;
      this.#notJoined(error, settings);
      return error.code;
    } finally {
      this.start();
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { boot, settings, wifi: link, progress } = this.#parts;
    for (;;) {
      const { wifi } = settings;
      const { server, doorId } = settings.current;
      const target = server && doorId ? { server, doorId } : undefined;
      if (!wifi || !target) progress.enter("unconfigured");
      if (!wifi) return;
      if (!link.connected && !(await this.#join(wifi, target !== undefined, signal))) {
        await boot.sleep(this.#backoff.next(), signal);
        continue;
      }
      if (target) await this.#tryRelay(target, signal);
      else await unlessAborted(aborted(link.lost), signal);
    }
  }

  /** One attempt, what comes of it, and the wait after it; or until the other Wi-Fi has its turn. */
  async #tryRelay(target: RelayTarget, signal: AbortSignal): Promise<void> {
    const { boot, wifi } = this.#parts;
    const { over } = this.#turn;
    const until = AbortSignal.any([signal, over]);
    try {
      await boot.sleep(await this.#relay.connect(target, wifi.lost, until), until);
    } catch (error) {
      if (!(error instanceof Stopped) || signal.aborted || !over.aborted) throw error;
      wifi.leave();
      this.#swapWifi();
    }
  }

  async #join(settings: Wifi, configured: boolean, signal: AbortSignal): Promise<boolean> {
    const { progress, wifi, log } = this.#parts;
    if (configured) progress.enter("wifi");
    log.info("wifi", `connecting to “${settings.ssid}”`);
    try {
      await wifi.join(settings, signal);
    } catch (error) {
      if (!(error instanceof WifiError)) throw error;
      this.#notJoined(error, settings);
      if (++this.#failedJoins >= BOUNDS.wifiTurnJoins) this.#swapWifi();
      return false;
    }
    this.#joined(settings);
    return true;
  }

  #joined({ ssid }: Wifi): void {
    const { led, log, progress, wifi } = this.#parts;
    this.#failedJoins = 0;
    this.#backoff.reset();
    if (progress.trouble?.code.startsWith("wifi-")) progress.resolved();
    log.info("wifi", `connected to “${ssid}”`);
    led.play("wifi-connected");
    this.#turn.joined(wifi.lost);
    wifi.lost.addEventListener("abort", () => log.warn("wifi", "connection lost"), { once: true });
  }

  #notJoined({ code }: WifiError, { ssid }: Wifi): void {
    const { log, progress } = this.#parts;
    const trouble = wifiTrouble(code, ssid);
    log.error("wifi", trouble.detail);
    progress.failed(trouble);
  }

  #swapWifi(): void {
    const { boot, settings, log } = this.#parts;
    this.#failedJoins = 0;
    this.#turn = new WifiTurn(boot, settings);
    if (!settings.wifiOnTrial) return;
    settings.swapWifi();
    const which = settings.isBeforesTurn ? "new one" : "one from before";
    log.warn("wifi", `no relay over the ${which}: the other's turn`);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
