import { BOUNDS, CLOSE, type DeviceFirmware, type DeviceSession, SOCKET_PROTOCOL } from "@openlock/protocol";
import { type DeviceSocket, NetworkError } from "../../chip/services.ts";
import { unlessAborted } from "../core/boot.ts";
import type { DeviceKey } from "../core/device-key.ts";
import type { Progress } from "../core/progress.ts";
import type { Server } from "../core/settings.ts";
import type { Trial } from "../update/trial.ts";
import { Backoff, randomBetween } from "./backoff.ts";
import { type Registration, register } from "./register.ts";
import { Session, type SessionEnd, type SessionParts } from "./session.ts";
import { networkTrouble } from "./trouble.ts";

const SOCKET_TIMEOUT_MS = 15_000;
/** A token about to expire opens no socket any more. */
const TOKEN_MARGIN_MS = 5_000;
/** A session that lasted this long was a good one: the next backoff starts small. */
const GOOD_SESSION_MS = 60_000;

// Where a relay has said no, it says the same a moment later. Milliseconds, from … to.
const REFUSED_WAIT = [30_000, 60_000] as const;
const REMOVED_WAIT = [60_000, 300_000] as const;
const REPLACED_WAIT = [10_000, 60_000] as const;

export interface RelayParts extends Omit<SessionParts, "opener" | "onWelcome"> {
  readonly key: DeviceKey;
  readonly progress: Progress;
  readonly trial: Trial;
  /** Factory MAC, 12 hex digits. */
  readonly uid: string;
  readonly firmware: DeviceFirmware;
}

/** Where the relay is, and the token that it knows this device by. */
export interface RelayAccess {
  readonly server: Server;
  readonly token: string;
}

export interface RelayTarget {
  readonly server: Server;
  readonly doorId: string;
}

/** Registration and socket of one boot: what section 2 and 3 want of a device. */
export class RelayLink {
  readonly #parts: RelayParts;
  readonly #backoff: Backoff;
  #registered:
    | { readonly session: DeviceSession; readonly socket: string; readonly server: Server }
    | undefined;
  #live: Session | undefined;
  #wasOnline = false;

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.boot.chip);
  }

  /** As the last registration gave it. */
  get access(): RelayAccess | undefined {
    const registered = this.#registered;
    return registered && { server: registered.server, token: registered.session.token };
  }

  close(code: number): void {
    this.#live?.close(code);
  }

  tellStatus(): void {
    this.#live?.tellStatus();
  }

  /**
   * One attempt, and the session that comes of it until its end.
   *
   * @returns how long to wait before the next, in milliseconds
   * @throws {Stopped} when `signal` is aborted
   */
  async connect(target: RelayTarget, wifiLost: AbortSignal, signal: AbortSignal): Promise<number> {
    this.#parts.progress.enter("relay");
    try {
      const wait = await this.#register(target, signal);
      if (wait !== undefined) return wait;
      const socket = await this.#openSocket(target, signal);
      return this.#after(await this.#session(socket, target, AbortSignal.any([wifiLost, signal])));
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      return this.#notReached(error, target);
    }
  }

  /** @returns how long to wait where there is no token now */
  async #register(target: RelayTarget, signal: AbortSignal): Promise<number | undefined> {
    const { clock, settings, log, led } = this.#parts;
    const { session } = this.#registered ?? {};
    if (session && session.expiresAt > clock.now() + TOKEN_MARGIN_MS) return undefined;
    log.info("relay", `registering at ${new URL(target.server.url).host} as ${target.doorId}`);
    const claim = settings.claim;
    let answer = await this.#ask(target, claim, signal);
    if (answer.outcome === "refused" && claim !== undefined) {
      // The code may have been used by this very device, whose answer was lost: then the key alone is enough.
      const again = await this.#ask(target, undefined, signal);
      if (again.outcome === "registered") answer = again;
    }
    switch (answer.outcome) {
      case "registered":
        clock.setFromRelay(answer.serverTime);
        settings.claimUsed();
        this.#registered = { ...answer, server: target.server };
        led.play("status-sent");
        return undefined;
      case "refused":
        this.#trouble("registration-refused", answer.detail, true);
        return this.#between(REFUSED_WAIT);
      case "failed":
        this.#trouble("registration-failed", answer.detail, false);
        return this.#backoff.next();
    }
  }

  #ask(
    { server, doorId }: RelayTarget,
    claim: string | undefined,
    signal: AbortSignal,
  ): Promise<Registration> {
    const { boot, key, uid, nonce, firmware } = this.#parts;
    const about = { doorId, uid, boot: nonce, firmware, ...(claim === undefined ? {} : { claim }) };
    return unlessAborted(register(boot, server, key, about), signal);
  }

  #openSocket({ server, doorId }: RelayTarget, signal: AbortSignal): Promise<DeviceSocket> {
    const { boot } = this.#parts;
    // The path is the relay's word and the host is not: it is put together here, not resolved.
    const url = new URL(`wss://${new URL(server.url).host}${this.#registered?.socket}`);
    url.searchParams.set("door", doorId);
    const opening = boot.chip.net.openSocket(url.href, {
      headers: { authorization: `Bearer ${this.#registered?.session.token}` },
      protocol: SOCKET_PROTOCOL,
      maxFrameBytes: BOUNDS.frameBytes,
      timeoutMs: SOCKET_TIMEOUT_MS,
      ...(server.ca === undefined ? {} : { ca: server.ca }),
    });
    const abandon = (socket: DeviceSocket) => signal.aborted && socket.close(CLOSE.goingAway);
    opening.then(abandon, () => {});
    return unlessAborted(opening, signal);
  }

  async #session(socket: DeviceSocket, { doorId }: RelayTarget, until: AbortSignal): Promise<SessionEnd> {
    const { key, offlineGuard } = this.#parts;
    const opener = { door: doorId, kid: key.kid, privateKey: key.privateKey };
    const session = new Session({ ...this.#parts, opener, onWelcome: () => this.#welcomed() }, socket);
    this.#live = session;
    const stop = () => session.close(CLOSE.goingAway);
    if (until.aborted) stop();
    until.addEventListener("abort", stop, { once: true });
    const end = await session.ended;
    until.removeEventListener("abort", stop);
    this.#live = undefined;
    offlineGuard.offline();
    return end;
  }

  #welcomed(): void {
    const { offlineGuard, settings, progress, events, trial, log, led } = this.#parts;
    const offlineMs = offlineGuard.online();
    trial.passed();
    // Before that is stored: where the power goes between, the trial goes on, and it is told later.
    if (settings.isBeforesTurn) {
      log.warn("wifi", "the new Wi-Fi did not work: back to the one from before");
      events.report("wifi-reverted");
    }
    settings.wifiWorks();
    progress.resolved();
    progress.enter("online");
    log.info("relay", "connected");
    led.play("relay-connected");
    if (this.#wasOnline) events.report("offline-period", { seconds: Math.round(offlineMs / 1000) });
    this.#wasOnline = true;
  }

  #after({ code, lasted }: SessionEnd): number {
    const { log, progress } = this.#parts;
    log.warn("relay", `session ended (${code})`);
    progress.enter("relay");
    if (lasted !== undefined && lasted >= GOOD_SESSION_MS) this.#backoff.reset();
    if (lasted === undefined) this.#registered = undefined;
    switch (code) {
      case CLOSE.replaced:
        this.#registered = undefined;
        this.#trouble("replaced", "Another device opened a session with this device's key.", false);
        return this.#between(REPLACED_WAIT);
      case CLOSE.sessionExpired:
        this.#registered = undefined;
        return this.#backoff.next();
      case CLOSE.removed:
        this.#registered = undefined;
        this.#trouble("removed", "The server has removed this door, or banned this device's key.", true);
        return this.#between(REMOVED_WAIT);
      default:
        return this.#backoff.next();
    }
  }

  #notReached(error: NetworkError, { server }: RelayTarget): number {
    const { clock, progress, log } = this.#parts;
    if (error.code === "certificate-not-yet-valid" && (error.validFrom ?? 0) > clock.now()) {
      // An authority that is trusted says that it is later: nothing else tells a device so before its first answer.
      log.info("clock", "set forward to the beginning of the server's certificate");
      clock.atLeast(error.validFrom ?? 0);
      return 0;
    }
    // A refused upgrade is a refused token, whatever the reason.
    if (error.code === "refused") this.#registered = undefined;
    const trouble = networkTrouble(error, server, clock.now());
    log.error("relay", trouble.detail);
    progress.failed(trouble);
    return this.#backoff.next();
  }

  #trouble(code: string, detail: string, critical: boolean): void {
    const { log, progress } = this.#parts;
    log.error("relay", `${code}: ${detail}`);
    progress.failed({ code, detail, critical });
  }

  #between([from, to]: readonly [number, number]): number {
    return randomBetween(this.#parts.boot.chip, from, to);
  }
}
