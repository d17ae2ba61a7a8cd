import { type Device, type DeviceFolder, LocalBench, type PartName, type Rgb } from "@openlock/conformance";
import { createVirtualDoor } from "@openlock/virtual-door";
import { IMAGES, PROGRAMS } from "@openlock/virtual-door/testing";
import { SkippingTimer } from "./skipping-timer.ts";

/** Virtual doors in this process, for the conformance suite. */
export class VirtualBench extends LocalBench {
  readonly name = "virtual door";

  protected async startIn(
    { path, save, read }: DeviceFolder,
    changed: () => void,
  ): Promise<Device<PartName>> {
    const timer = new SkippingTimer();
    const door = createVirtualDoor({
      ...{ dir: path, timer, programs: PROGRAMS, flashed: true, wifi: [this.wifi], powered: false },
    });
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
        ...{ save, read },
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
        networks: async (heard) => door.air.set(heard),
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
      images: IMAGES,
      close: async () => door.close(),
    };
  }
}
