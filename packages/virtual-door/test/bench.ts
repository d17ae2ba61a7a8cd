import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type Device, PART_NAMES, type PartName, type Rgb } from "@openlock/conformance";
import { createVirtualDoor } from "@openlock/virtual-door";
import { SkippingTimer } from "./skipping-timer.ts";

const WIFI = { ssid: "conformance", password: "wifi-password" };

/** Virtual doors in this process, for the conformance suite. */
export class VirtualBench implements Bench {
  readonly name = "virtual door";
  readonly parts = PART_NAMES;
  readonly host = "localhost";
  readonly wifi = WIFI;
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async open(): Promise<VirtualBench> {
    return new VirtualBench(await mkdtemp(join(tmpdir(), "openlock-conformance-")));
  }

  close(): Promise<void> {
    return rm(this.#dir, { recursive: true, force: true });
  }

  async start(changed: () => void, saved?: string): Promise<Device<PartName>> {
    const dir = join(this.#dir, randomUUID());
    if (saved !== undefined) await cp(saved, dir, { recursive: true });
    const timer = new SkippingTimer();
    const door = createVirtualDoor({ dir, timer, flashed: true, wifi: [WIFI], powered: false });
    const { chip } = door;
    const usb = chip.usb.open(115_200);
    const changes: (Rgb | null)[] = [];
    chip.hardware.events.on("led", (colour) => {
      changes.push(colour);
      changed();
    });
    chip.hardware.events.on("bolt", changed);
    chip.events.on("mode", changed);
    chip.powerOn();
    return {
      uart: usb,
      power: { off: async () => chip.powerOff(), on: async () => chip.powerOn() },
      reset: { press: async () => chip.pressReset() },
      storage: {
        save: async () => {
          const copy = join(this.#dir, randomUUID());
          await cp(dir, copy, { recursive: true });
          return copy;
        },
        cutAtWrite: async (write) => chip.faults.set({ powerCutAtWrite: write === 0 ? null : write }),
        get powered() {
          return chip.powered;
        },
      },
      time: { advance: (ms) => timer.advance(ms) },
      clock: {
        set: async ({ offsetMs = 0, rate = 1 }) =>
          chip.faults.set({ clockOffsetMs: offsetMs, clockRate: rate }),
      },
      air: {
        wifi: async (there) => chip.faults.set({ wifiGone: !there }),
        packets: async (arrive) => chip.faults.set({ blackhole: !arrive }),
      },
      bolt: {
        get drawn() {
          return chip.hardware.bolt === "unlocked";
        },
        get moves() {
          return chip.hardware.boltMoves;
        },
      },
      led: { changes },
      inputs: {
        contact: async (open) => chip.hardware.setContact(open),
        tamper: async (open) => chip.hardware.setTamper(open),
      },
      close: async () => {
        door.close();
        await rm(dir, { recursive: true, force: true });
      },
    };
  }
}
