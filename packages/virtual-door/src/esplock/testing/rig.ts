import { randomBytes } from "node:crypto";
import {
  type Command,
  type DeviceSettings,
  type LedEvent,
  parseSerialResponse,
  type ResultClaims,
  type SerialResponse,
} from "@openlock/protocol";
import {
  type ChipServices,
  type FirmwareSlots,
  type KeyValueStore,
  type ProgramEvent,
  type Rgb,
  type UartPins,
  WifiError,
} from "../../chip/services.ts";
import { ManualTimer } from "../../chip/time.ts";
import { NVS_KEYS } from "../core/nvs-keys.ts";
import { esplock } from "../program.ts";
import { Client, FakeRelay, opened } from "./fake-relay.ts";

export const BUILT_AT = Date.UTC(2026, 0, 1);
/** When the tests happen. */
export const PRESENT = Date.UTC(2026, 5, 1, 12);
export const PASSWORD = "correct horse battery";
export const WIFI = { ssid: "home", password: "wifi-password" };
export const SETTINGS: DeviceSettings = {
  wifi: WIFI,
  server: { url: "https://relay.example" },
  doorId: "front",
  password: PASSWORD,
};
export const CLAIM = "0123-4567-89AB-CDEF";

/** A chip with nowhere to put another image. */
const ONE_SLOT: FirmwareSlots = {
  onTrial: false,
  spareBytes: 0,
  runningSha256: () => "00".repeat(32),
  write: () => {},
  read: (_, length) => new Uint8Array(length),
  fault: () => "no slot",
  boot: () => {},
  keep: () => {},
};

let testKey: Promise<Uint8Array> | undefined;

/** One device key for all tests of a file, for making one takes long. */
function deviceKey(): Promise<Uint8Array> {
  testKey ??= (async () => {
    const pair = await crypto.subtle.generateKey(
      { name: "RSA-OAEP", hash: "SHA-256", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ["encrypt", "decrypt"],
    );
    return new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  })();
  return testKey;
}

type Maybe<T> = T | undefined | false | null;

/** Waits for something to happen: real work goes on, no time of the device passes. */
export async function until<T>(look: () => Maybe<T> | Promise<Maybe<T>>, what = "it"): Promise<T> {
  const patience = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (Date.now() > patience) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

class MemoryNvs implements KeyValueStore {
  content = new Map<string, Uint8Array>();
  commits = 0;
  /** Makes the next commits fail, as a full partition does. */
  broken = false;

  get(key: string): Uint8Array | undefined {
    return this.content.get(key)?.slice();
  }

  commit(changes: ReadonlyMap<string, Uint8Array | null>): void {
    if (this.broken) throw new Error("NVS is full");
    this.commits++;
    for (const [key, value] of changes) {
      if (value) this.content.set(key, value.slice());
      else this.content.delete(key);
    }
  }

  erase(): void {
    this.content.clear();
  }
}

class Level {
  level = false;
  #changed: (level: boolean) => void = () => {};
  read = () => this.level;
  onChange = (changed: (level: boolean) => void) => {
    this.#changed = changed;
  };
  set(level: boolean): void {
    this.level = level;
    this.#changed(level);
  }
}

/** A chip made of memory, whose time a test moves, with esplock on it. */
export class Rig {
  readonly nvs = new MemoryNvs();
  readonly relay: FakeRelay;
  readonly client: Client;
  timer = new ManualTimer();
  /** Access points in reach and their passwords. */
  accessPoints = new Map<string, string>([[WIFI.ssid, WIFI.password]]);
  wifiConnected: string | undefined;
  wifiTries: string[] = [];
  /** A connection that never comes about. */
  wifiHangs = false;
  contact = new Level();
  tamper = new Level();
  /** Every level of the bolt since the rig began. */
  bolt: boolean[] = [];
  led: (Rgb | null)[] = [];
  trace: ProgramEvent[] = [];
  boots = 0;
  crash: unknown;
  /** Everything that ever came out of the UART. */
  output = Buffer.alloc(0);
  /** Where the real-time clock stands relative to right. */
  rtcOffset = -PRESENT;
  /** How fast the real-time clock runs. */
  rtcRate = 1;
  random: (length: number) => Uint8Array = (length) => new Uint8Array(randomBytes(length));
  #off = new AbortController();
  #tracedBefore = 0;
  #presentAtBoot = PRESENT;
  #rtcSetAt = 0;
  #receive: (bytes: Uint8Array) => void = () => {};
  #lost: () => void = () => {};
  #lastId = 100;

  constructor() {
    this.relay = new FakeRelay(() => this.now());
    this.client = new Client(this.relay, PASSWORD);
  }

  /** The true time. */
  now(): number {
    return Math.floor(this.#presentAtBoot + this.timer.now());
  }

  /** A new device that has its key already. */
  static async fresh(prepare: (rig: Rig) => void = () => {}): Promise<Rig> {
    const rig = new Rig();
    rig.nvs.content.set(NVS_KEYS.deviceKey, await deviceKey());
    prepare(rig);
    rig.powerOn();
    return rig;
  }

  /** A device that was set up over the cable and is online. */
  static async online(settings: DeviceSettings = {}, prepare: (rig: Rig) => void = () => {}): Promise<Rig> {
    const rig = await Rig.fresh(prepare);
    await rig.setUp({ ...SETTINGS, ...settings });
    await rig.untilOnline();
    return rig;
  }

  async setUp(settings: DeviceSettings = SETTINGS): Promise<void> {
    const response = await this.call("device.configure", { settings, claim: CLAIM });
    if ("error" in response) throw new Error(response.error.message);
    const { boots } = this;
    await this.timer.advance(500);
    await until(() => this.boots > boots, "the restart");
  }

  async untilOnline(): Promise<void> {
    await until(() => this.stage === "online" && this.relay.socket?.closedWith === undefined, "being online");
  }

  powerOn(): void {
    this.boots++;
    this.#presentAtBoot = this.now();
    this.timer = new ManualTimer();
    this.#rtcSetAt = 0;
    this.#off = new AbortController();
    this.#tracedBefore = this.trace.length;
    this.setBolt(false);
    const { signal } = this.#off;
    esplock(this.#services(signal)).catch((fault: unknown) => {
      this.crash = fault;
    });
  }

  powerOff(): void {
    this.#off.abort();
    this.setBolt(false);
    this.wifiConnected = undefined;
    for (const socket of this.relay.sockets) socket.drop(1006);
    this.#receive = () => {};
  }

  /** @param keepsClock a reset leaves the real-time clock running, a power cut does not */
  reboot(keepsClock = false): void {
    const rtc = this.#rtc();
    this.powerOff();
    this.rtcOffset = keepsClock ? rtc - this.now() : -this.now();
    this.powerOn();
  }

  /** Of this boot. */
  get stage() {
    const sinceBoot = this.trace.slice(this.#tracedBefore);
    const stages = sinceBoot.flatMap((event) => (event.type === "stage" ? [event.stage] : []));
    return stages.at(-1);
  }

  get patterns(): (LedEvent | "identify" | null)[] {
    return this.trace.flatMap((event) => (event.type === "led-pattern" ? [event.pattern] : []));
  }

  get unlocked(): boolean {
    return this.bolt.at(-1) ?? false;
  }

  get log(): string {
    return this.output.toString("latin1");
  }

  advance(ms: number): Promise<void> {
    return this.timer.advance(ms);
  }

  loseWifi(): void {
    this.wifiConnected = undefined;
    this.relay.socket?.drop(1006);
    this.#lost();
  }

  receive(bytes: Uint8Array): void {
    this.#receive(bytes);
  }

  /** One JSON-RPC request, and its answer. */
  async call(method: string, params?: unknown): Promise<SerialResponse> {
    const id = ++this.#lastId;
    this.receive(
      Buffer.from(`\n${JSON.stringify({ jsonrpc: "2.0", id, method, ...(params ? { params } : {}) })}\n`),
    );
    return until(() => this.responses().find((response) => response.id === id), `the answer to ${method}`);
  }

  responses(): SerialResponse[] {
    return this.output
      .toString()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map(parseSerialResponse);
  }

  /** What the device sends back for a JWE on its socket. */
  async deliver(jwe: string, id: string) {
    const { socket } = this.relay;
    if (!socket) throw new Error("no socket");
    const before = socket.sent("result").length;
    socket.say({ type: "command", id, jwe });
    return until(() => socket.sent("result")[before], "a result");
  }

  /** Seals, delivers and opens, as a client would. */
  async command(command: Command, change: Parameters<Client["seal"]>[1] = {}): Promise<ResultClaims> {
    const sealed = await this.client.seal(command, change);
    return opened(await this.deliver(sealed.jwe, sealed.jti), sealed);
  }

  setBolt(drawn: boolean): void {
    if (this.bolt.at(-1) !== drawn) this.bolt.push(drawn);
  }

  #rtc(): number {
    const since = this.timer.now() - this.#rtcSetAt;
    return this.#presentAtBoot + this.#rtcSetAt + this.rtcOffset + since * this.rtcRate;
  }

  #services(off: AbortSignal): ChipServices {
    const live = <A extends unknown[]>(run: (...args: A) => void) => {
      return (...args: A) => {
        if (off.aborted) throw new Error("the program goes on after its end");
        run(...args);
      };
    };
    const connected = () => this.wifiConnected !== undefined;
    const uart: UartPins = {
      write: live((bytes: Uint8Array) => {
        this.output = Buffer.concat([this.output, bytes]);
      }),
      onData: (receive) => {
        this.#receive = receive;
      },
    };
    return {
      mac: Uint8Array.of(0x24, 0x6f, 0x28, 1, 2, 3),
      chipName: "ESP32",
      image: { project: "esplock", version: "1.2.3", builtAt: new Date(BUILT_AT) },
      off,
      timer: this.timer,
      clock: {
        now: () => Math.max(0, this.#rtc()),
        set: live((ms: number) => {
          this.#rtcSetAt = this.timer.now();
          this.rtcOffset = ms - this.now();
        }),
      },
      uart,
      nvs: this.nvs,
      slots: ONE_SLOT,
      wifi: {
        get connected() {
          return connected();
        },
        scan: async () =>
          [...this.accessPoints].map(([ssid, password]) => ({ ssid, rssi: -50, secured: password !== "" })),
        connect: (ssid, password) => this.#connect(ssid, password),
        disconnect: () => {
          const was = this.wifiConnected;
          this.wifiConnected = undefined;
          if (was === undefined) return;
          this.relay.socket?.drop(1006);
          this.#lost();
        },
        rssi: () => -60,
        onLost: (lost) => {
          this.#lost = lost;
        },
      },
      net: this.relay,
      pins: {
        setBolt: live((drawn: boolean) => this.setBolt(drawn)),
        setLed: live((colour: Rgb | null) => this.led.push(colour)),
        contact: this.contact,
        tamper: this.tamper,
      },
      random: (length) => this.random(length),
      freeHeap: () => 180_000,
      restart: live(() => {
        setImmediate(() => this.reboot(true));
      }),
      trace: (event) => this.trace.push(event),
    };
  }

  async #connect(ssid: string, password: string): Promise<void> {
    this.wifiTries.push(ssid);
    if (this.wifiHangs) await new Promise(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    const expected = this.accessPoints.get(ssid);
    if (expected === undefined) throw new WifiError("no-access-point");
    if (expected !== password) throw new WifiError("wrong-password");
    this.wifiConnected = ssid;
  }
}
