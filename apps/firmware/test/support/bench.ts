import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type Device, PART_NAMES, type PartName, type Rgb } from "@openlock/conformance";
import { EsplockHost } from "./esplock-host.ts";

const WIFI = { ssid: "conformance", password: "wifi-password" };

/** `esplock-host`, each device a process, for the conformance suite. */
export class FirmwareBench implements Bench {
  readonly name = "esplock-host";
  readonly parts = PART_NAMES;
  readonly host = "localhost";
  readonly wifi = WIFI;
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async open(): Promise<FirmwareBench> {
    return new FirmwareBench(await mkdtemp(join(tmpdir(), "openlock-conformance-")));
  }

  close(): Promise<void> {
    return rm(this.#dir, { recursive: true, force: true });
  }

  async start(changed: () => void, saved?: string): Promise<Device<PartName>> {
    const dir = join(this.#dir, randomUUID());
    if (saved !== undefined) await cp(saved, dir, { recursive: true });
    const host = await EsplockHost.start(dir, [
      "--no-pacing",
      "--off",
      "--wifi",
      `${WIFI.ssid}:${WIFI.password}`,
    ]);
    const uart = connect(host.uartPort, "127.0.0.1");
    await once(uart, "connect");
    uart.setNoDelay(true);
    const seen = { powered: false, drawn: false, moves: 0, changes: [] as (Rgb | null)[] };
    host.onEvent((event) => {
      if (event.type === "bolt")
        Object.assign(seen, { drawn: event.bolt === "unlocked", moves: event.boltMoves });
      else if (event.type === "power") seen.powered = event.power;
      else if (event.type === "led") seen.changes.push(event.led);
      changed();
    });
    const act = async (action: string, more: Readonly<Record<string, unknown>> = {}) => {
      seen.powered = (await host.control(action, more)).power;
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
        save: async () => {
          const copy = join(this.#dir, randomUUID());
          await cp(dir, copy, { recursive: true });
          return copy;
        },
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
      close: async () => {
        uart.destroy();
        const { crashes } = await host.snapshot();
        await host.stop();
        await rm(dir, { recursive: true, force: true });
        if (crashes > 0) throw new Error(`the program crashed ${crashes} times`);
      },
    };
  }
}
