import { createHash, randomBytes } from "node:crypto";
import {
  type DeviceSettings,
  type ReleaseClaims,
  type SigningKey,
  signRelease,
  type UpdateError,
} from "@openlock/protocol";
import { Air } from "../chip/air.ts";
import { Chip } from "../chip/chip.ts";
import { Faults } from "../chip/faults.ts";
import { Flash } from "../chip/flash.ts";
import { ManualTimer } from "../chip/time.ts";
import { buildVirtualImage, flashWith } from "../image-builder/virtual-image.ts";
import type { HttpsRelay } from "./https-relay.ts";
import { PROGRAMS, smallImage } from "./images.ts";
import { CA } from "./tls-fixtures.ts";

export const PASSWORD = "correct horse battery";
const WIFI = { ssid: "home", password: "wifi-password" };

const MAX_SPEED = 20;

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A manifest for an image as its owner signs it, but for what a test makes different. */
export function manifestFor(image: Uint8Array, key: SigningKey, change: Partial<ReleaseClaims> = {}) {
  const claims: ReleaseClaims = {
    ...{ version: "1.1.0", chip: "ESP32", size: image.length, sha256: sha256(image), iat: 1_800_000_000 },
    ...change,
  };
  return signRelease(claims, key);
}

/** Flash of a board with a small image 1.0.0 in its first slot. */
export function flashedContent(): Uint8Array {
  const parts = buildVirtualImage().slice(0, 3);
  return flashWith([...parts, { file: "app.bin", offset: 0x10000, bytes: smallImage("1.0.0") }]);
}

/** The simulated chip at a relay over real TLS. Time stands still but where it is moved. */
export class UpdateBench {
  readonly relay: HttpsRelay;
  readonly faults = new Faults();
  readonly timer = new ManualTimer();
  readonly chip: Chip;
  /** Versions that were started, one after another. */
  readonly started: string[] = [];
  #lastId = 0;

  constructor(relay: HttpsRelay, content: Uint8Array = flashedContent()) {
    this.relay = relay;
    this.chip = new Chip({
      mac: Uint8Array.of(0x24, 0x0a, 0xc4, 1, 2, 3),
      flash: new Flash({ content, faults: this.faults }),
      timer: this.timer,
      faults: this.faults,
      programs: PROGRAMS,
      air: new Air([WIFI]),
      paced: false,
    });
    this.chip.events.on("started", ({ version }) => this.started.push(version));
  }

  /**
   * Waits for real work. No time of the chip passes but where `ms` is given: then in such steps, and at most so much
   * faster than real time, so that no deadline of the device's passes before the sockets had their turn.
   */
  async until<T>(look: () => T | undefined | false, what: string, ms = 0, speed = MAX_SPEED): Promise<T> {
    const begun = Date.now();
    const patience = begun + 15_000;
    let passed = 0;
    for (;;) {
      const seen = look();
      if (seen !== undefined && seen !== false) return seen;
      if (Date.now() > patience) throw new Error(`waited in vain for ${what}\n${this.chip.log.slice(-3000)}`);
      const due = passed + ms <= (Date.now() - begun) * speed;
      if (due) passed += ms;
      await this.timer.advance(due ? ms : 0);
    }
  }

  /** Powers on, and sets up over the serial line. */
  async setUp(settings: DeviceSettings = {}): Promise<void> {
    this.chip.powerOn();
    await this.until(() => this.chip.log.includes("device key made") || undefined, "the key");
    const line = this.chip.usb.open(115_200);
    const all: DeviceSettings = {
      ...{ wifi: WIFI, server: { url: this.relay.url, ca: CA }, doorId: "front", password: PASSWORD },
      ...settings,
    };
    const { resets } = this.chip;
    const request = { jsonrpc: "2.0", id: 1, method: "device.configure", params: { settings: all } };
    line.write(Buffer.from(`\n${JSON.stringify(request)}\n`));
    await this.until(() => this.chip.resets > resets, "the restart", 5);
    line.close();
    await this.untilOnline();
  }

  async untilOnline(ms = 0): Promise<void> {
    const { relay } = this;
    await this.until(() => relay.online, "being online", ms);
    const before = relay.sent("status").length;
    relay.say({ type: "status", id: randomBytes(4).toString("hex") });
    await this.until(() => relay.sent("status").length > before, "a status", ms);
  }

  /** What the device says runs on it. */
  get firmware(): string | undefined {
    return this.relay.registrations.at(-1)?.firmware.version;
  }

  /** Offers an image, as a relay does. @returns the id of the update */
  offer(manifest: string, image: Uint8Array): string {
    const id = `u${++this.#lastId}-${randomBytes(4).toString("hex")}`;
    const url = `/api/devices/images/${id}`;
    this.relay.images.set(url, image);
    this.relay.say({ type: "update", id, manifest, url });
    return id;
  }

  resultOf(id: string): UpdateError | "done" | undefined {
    const result = this.relay.sent("update-result").find((frame) => frame.id === id);
    return result && ((result.error as UpdateError | undefined) ?? "done");
  }

  phases(id: string): string[] {
    const frames = this.relay.sent("update-progress").filter((frame) => frame.id === id);
    return [...new Set(frames.map(({ phase }) => phase))];
  }

  /** Waits until the device restarts by itself into what it was offered. */
  async untilRestarted(id: string): Promise<void> {
    await this.until(() => this.phases(id).includes("restarting"), "restarting");
    const { resets } = this.chip;
    await this.until(() => this.chip.resets > resets, "the restart", 20);
  }

  close(): void {
    this.chip.powerOff();
    this.relay.close();
  }
}
