import assert from "node:assert/strict";
import {
  DeviceInfo,
  type DeviceSettings,
  parseShape,
  type ResultClaims,
  type SerialResponse,
} from "@openlock/protocol";
import { Client, type Forging, type Sealed } from "../command/client.ts";
import type { Bench, Device, PartName, Parts } from "../device/device.ts";
import { Authority, type Identity } from "../relay/authority.ts";
import { Relay } from "../relay/relay.ts";
import type { Session } from "../relay/session.ts";
import { SerialLine } from "../serial/line.ts";
import { Watch } from "../watch.ts";

export const PASSWORD = "correct horse battery";
export const NEW_PASSWORD = "another horse battery";
/** The longest there is: 128 bytes. */
export const LONGEST_PASSWORD = "ü".repeat(64);
/** Every password that a check may leave on a device. */
export const PASSWORDS = [PASSWORD, NEW_PASSWORD, LONGEST_PASSWORD] as const;
export const CLAIM = "0123-4567-89AB-CDEF";
export const DOOR = "front";
const LOG_LINES = 30;
/** Shorter than anything that a device waits for from its relay. */
const STEP_MS = 3_000;
const NETWORK_MS = 10;
const ASK_MS = 20;
const PATIENCE_MS = 60_000;
const BUSY_MS = 2_000;
/** A device may wait a minute before it tries again. */
const SESSION_MS = 90_000;
/** For word of a bolt that has moved; far less than the times that are checked by it. */
const BOLT_MS = 3_000;

/** What all checks of a run share, so that it need not be made for each. */
export interface Common {
  readonly bench: Bench;
  readonly authority: Authority;
  readonly identity: Identity;
  /** What a device stored that has made its key and has no settings. */
  readonly keyed: string | undefined;
}

/** Makes what all checks of a run share; on a bench that can save, one device makes its key for all. */
export async function prepare(bench: Bench): Promise<Common> {
  const authority = await Authority.create();
  const common = { bench, authority, identity: await authority.issue(bench.host), keyed: undefined };
  if (!bench.parts.includes("storage") || !bench.parts.includes("power")) return common;
  const rig = await Rig.start(common);
  await rig.untilKey();
  await rig.device.power.off();
  const keyed = await rig.device.storage.save();
  await rig.close();
  return { ...common, keyed };
}

/** A device with its relay, its client and its cable. */
export class Rig<P extends PartName = never> {
  readonly device: Device<P>;
  readonly serial: SerialLine;
  readonly relay: Relay;
  readonly client: Client;
  readonly watch: Watch;
  readonly common: Common;

  private constructor(device: Device<P>, serial: SerialLine, relay: Relay, watch: Watch, common: Common) {
    this.device = device;
    this.serial = serial;
    this.relay = relay;
    this.client = new Client(relay, PASSWORD);
    this.watch = watch;
    this.common = common;
    watch.explain = () => `; its log ends with\n${serial.log.slice(-LOG_LINES).join("\n")}`;
  }

  static async start(common: Common): Promise<Rig<PartName>> {
    const watch = new Watch();
    const { bench, identity, keyed } = common;
    const relay = await Relay.start(identity, bench.host, watch.notify);
    const device = await bench.start(watch.notify, keyed);
    return new Rig(device, new SerialLine(device.uart, watch), relay, watch, common);
  }

  /** @throws where the device or what it sent broke the protocol while nobody looked */
  async close(): Promise<void> {
    await this.device.close();
    await this.relay.close();
    const faults = [
      ...this.relay.faults,
      ...this.serial.faults,
      ...this.relay.sessions.flatMap((session) => session.faults),
    ];
    assert.deepEqual(faults, [], "what the device sent is not of the protocol");
  }

  get settings() {
    const { wifi } = this.common.bench;
    const server = { url: this.relay.url, ca: this.common.authority.pem };
    return { wifi, server, doorId: DOOR, password: PASSWORD } satisfies DeviceSettings;
  }

  /** Whether the device has power, where it can be seen. */
  get powered(): boolean {
    return (this.device as Partial<Parts>).storage?.powered ?? true;
  }

  /** The session that is open. */
  get session(): Session {
    const { session } = this.relay;
    const ended = session ? `; the last ended with ${session.closed}${this.watch.explain()}` : "";
    assert(session && session.closed === undefined, `the device has no session${ended}`);
    return session;
  }

  async info(): Promise<DeviceInfo> {
    return parseShape(DeviceInfo, resultOf(await this.serial.info()));
  }

  /** `device.info` until it says so. */
  untilInfo(fits: (info: DeviceInfo) => boolean, what: string): Promise<DeviceInfo> {
    return this.untilAnswer(() => this.info(), fits, what);
  }

  /** Asks again and again, what the device tells to nobody by itself. */
  async untilAnswer<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, what: string): Promise<T> {
    const patience = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (fits(answer)) return answer;
      if (Date.now() > patience) throw new Error(`waited in vain for ${what}: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
    }
  }

  untilKey(): Promise<DeviceInfo> {
    return this.untilInfo(({ publicKey }) => publicKey !== undefined, "its key");
  }

  /** Configures a blank device over its serial line, and waits until it is at its relay. */
  async setUp(settings: DeviceSettings = {}, claim = CLAIM): Promise<Session> {
    const opened = this.nextSession();
    resultOf(
      await this.serial.call("device.configure", { settings: { ...this.settings, ...settings }, claim }),
    );
    return opened;
  }

  /** The next session that opens, once the device has told its status there. */
  nextSession(): Promise<Session> {
    const before = this.relay.sessions.length;
    return this.watch.until(
      () => {
        const session = this.relay.sessions.slice(before).find((each) => each.closed === undefined);
        return session && session.sent("status").length > 0 ? session : undefined;
      },
      "a session",
      SESSION_MS,
    );
  }

  /** What the device sends back for a JWE on its socket. */
  async deliver({ jwe, jti }: Pick<Sealed, "jwe" | "jti">) {
    const { session } = this;
    const before = session.sent("result").length;
    session.say({ type: "command", id: jti, jwe });
    return this.watch.until(
      () =>
        session
          .sent("result")
          .slice(before)
          .find(({ id }) => id === jti),
      "a result",
    );
  }

  /** Seals, delivers and opens, as a client does. */
  async command(command: string, args?: unknown, forging: Forging = {}): Promise<ResultClaims> {
    return this.opened(await this.client.seal(command, args, forging));
  }

  async opened(sealed: Sealed): Promise<ResultClaims> {
    const result = await this.deliver(sealed);
    assert(result.jwe !== undefined, `${result.code} with nothing sealed`);
    const claims = await this.client.open(result.jwe, sealed);
    assert.equal(claims.code, result.code, "the code inside the seal is that outside");
    return claims;
  }

  /** It is answered by this, sealed. */
  async expectError(error: string, command: string, args?: unknown, forging: Forging = {}): Promise<void> {
    const { code, error: answered } = await this.command(command, args, forging);
    assert.deepEqual({ code, error: answered }, { code: 400, error });
  }

  async expectDone(command: string, args?: unknown, forging: Forging = {}): Promise<ResultClaims> {
    const claims = await this.command(command, args, forging);
    assert.deepEqual({ code: claims.code, error: claims.error }, { code: 200, error: undefined });
    return claims;
  }

  /** The bolt has come to be there. What shows it comes another way than the device's answer, so it may be a little later. */
  async boltIs(this: Rig<P | "bolt">, drawn: boolean, when = ""): Promise<void> {
    const what = `the bolt to be ${drawn ? "drawn" : "shut"} ${when}`.trim();
    await this.watch.until(() => this.device.bolt.drawn === drawn, what, BOLT_MS);
  }

  /** It is answered by 400 and nothing sealed, and the session goes on. */
  async expectUnopened(sealed: Pick<Sealed, "jwe" | "jti">): Promise<void> {
    const { code, jwe } = await this.deliver(sealed);
    assert.deepEqual({ code, jwe }, { code: 400, jwe: undefined });
  }

  /** Time passes for everybody, in steps that let a living relay be heard. */
  async pass(this: Rig<P | "time">, ms: number, stepMs = 5_000): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await this.skip(Math.min(left, stepMs));
      await this.settle();
    }
  }

  /** Time passes for everybody at once, so that who waits for somebody waits in vain. */
  async skip(this: Rig<P | "time">, ms: number): Promise<void> {
    await this.device.time.advance(ms);
    // Afterwards: a device that is told the time meanwhile must not be ahead of it then.
    this.relay.offsetMs += ms;
  }

  /** So much time passes: at once, or as long as it takes, where the device cannot skip it. */
  async pause(ms: number): Promise<void> {
    const { time } = this.device as Partial<Parts>;
    if (time) await (this as unknown as Rig<P | "time">).skip(ms);
    else await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Waits until the device has dealt with all that it was told before. */
  async settle(): Promise<void> {
    const { session } = this.relay;
    if (session && session.closed === undefined) {
      const before = session.sent("status").length;
      session.say({ type: "status", id: "settle" });
      await this.watch.until(
        () =>
          session.closed !== undefined ||
          session
            .sent("status")
            .slice(before)
            .some(({ id }) => id === "settle"),
        "the status",
      );
    }
    await this.info();
  }

  /** Lets time pass until the session is there, no faster than the network can follow; or waits, where it cannot. */
  comeBack(session: Promise<Session>): Promise<Session> {
    return this.passUntil(session, STEP_MS);
  }

  /** Lets time pass in such steps until what is waited for is there; or waits, where the device cannot skip time. */
  async passUntil<T>(waited: Promise<T>, stepMs: number): Promise<T> {
    const { time } = this.device as Partial<Parts>;
    let there = false;
    const arrived = waited.finally(() => {
      there = true;
    });
    arrived.catch(() => {});
    while (time && !there) await (this as unknown as Rig<P | "time">).tick(stepMs);
    return arrived;
  }

  /** Lets time pass, then waits until what it began with the relay has come to something. */
  async tick(this: Rig<P | "time">, ms: number): Promise<void> {
    await this.skip(ms);
    await this.serial.heard(() => this.powered);
    // What has just been sent over a real network arrives. Nothing that a device shows tells a try that it has begun from a
    // pause before it; once the relay has seen it, what follows is an event.
    await new Promise((resolve) => setTimeout(resolve, NETWORK_MS));
    // A device whose packets vanish comes to nothing.
    await this.watch.until(() => !this.relay.busy, "the relay", BUSY_MS).catch(() => {});
  }

  /** By the reset button, whose wait for the next try is short again. */
  async reboot(this: Rig<P | "reset">): Promise<Session> {
    const opened = this.nextSession();
    await this.device.reset.press();
    return opened;
  }

  async restart(this: Rig<P | "power">): Promise<Session> {
    await this.device.power.off();
    const opened = this.nextSession();
    await this.device.power.on();
    return opened;
  }
}

/** @throws where it is an error */
export function resultOf(response: SerialResponse): unknown {
  if ("error" in response) throw new Error(`${response.error.code}: ${response.error.message}`);
  return response.result;
}

/** @throws where it is no error */
export function errorOf(response: SerialResponse): {
  code: number;
  error: string | undefined;
  message: string;
} {
  assert("error" in response, `taken: ${JSON.stringify(response)}`);
  const { code, data, message } = response.error;
  return { code, error: data?.error, message };
}
