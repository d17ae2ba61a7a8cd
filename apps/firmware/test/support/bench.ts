import { once } from "node:events";
import { connect } from "node:net";
import { type Device, type DeviceFolder, LocalBench, type PartName, type Rgb } from "@openlock/conformance";
import { IMAGES } from "@openlock/virtual-door/testing";
import { EsplockHost } from "./esplock-host.ts";

/** `esplock-host`, each device a process, for the conformance suite. */
export class FirmwareBench extends LocalBench {
  readonly name = "esplock-host";

  protected async startIn(
    { path, save, read }: DeviceFolder,
    changed: () => void,
  ): Promise<Device<PartName>> {
    const { ssid, password } = this.wifi;
    const host = await EsplockHost.start(path, ["--no-pacing", "--off", "--wifi", `${ssid}:${password}`]);
    const uart = connect(host.uartPort, "127.0.0.1");
    await once(uart, "connect");
    uart.setNoDelay(true);
    const seen = { powered: false, drawn: false, moves: 0, changes: [] as (Rgb | null)[] };
    host.onEvent((event) => {
      if (event.type === "bolt")
        Object.assign(seen, { drawn: event.bolt === "unlocked", moves: event.boltMoves });
      else if (event.type === "power") seen.powered = event.power;
      else if (event.type === "snapshot") seen.powered = event.snapshot.power;
      else if (event.type === "led") seen.changes.push(event.led);
      changed();
    });
    const act = async (action: string, more: Readonly<Record<string, unknown>> = {}) => {
      await host.control(action, more);
    };
    await act("power-on");
    return {
      uart: {
        write: (bytes) => uart.write(bytes),
        onData: (receive) => uart.on("data", receive),
      },
      power: { off: () => act("power-off"), on: () => act("power-on") },
      reset: { press: () => act("reset") },
      storage: {
        ...{ save, read },
        cutAtWrite: (write) => act("fault", { fault: { powerCutAtWrite: write === 0 ? null : write } }),
        get powered() {
          return seen.powered;
        },
      },
      time: { advance: (ms) => act("advance", { ms: Math.round(ms) }) },
      clock: {
        set: ({ offsetMs = 0, rate = 1 }) =>
          act("fault", { fault: { clockOffsetMs: offsetMs, clockRate: rate } }),
      },
      air: {
        wifi: (there) => act("fault", { fault: { wifiGone: !there } }),
        packets: (arrive) => act("fault", { fault: { blackhole: !arrive } }),
        networks: (heard) => act("air", { accessPoints: heard }),
      },
      bolt: {
        get drawn() {
          return seen.drawn;
        },
        get moves() {
          return seen.moves;
        },
      },
      led: { changes: seen.changes },
      inputs: {
        contact: (open) => act(open ? "door-open" : "door-close"),
        tamper: (open) => act(open ? "tamper-open" : "tamper-close"),
      },
      images: IMAGES,
      close: async () => {
        uart.destroy();
        await host.stop();
      },
    };
  }
}
