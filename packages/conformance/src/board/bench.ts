import type { Bench, Device, PartName } from "../device/device.ts";
import { SerialLine } from "../serial/line.ts";
import { Watch } from "../watch.ts";
import { openPort, type Port } from "./port.ts";

export interface BoardOptions {
  readonly port: string;
  readonly host: string;
  readonly wifi: { readonly ssid: string; readonly password: string };
  /** What may be the door password of the board now. */
  readonly passwords: readonly string[];
}

const LOCKED_OUT_MS = 5_000;
const ASK_MS = 100;

async function kidOf(line: SerialLine): Promise<string | undefined> {
  const response = await line.info();
  return "result" in response ? (response.result as { kid?: string }).kid : undefined;
}

/** One board on a serial port. Nothing can be done to it but what goes over the cable, so each check wipes it first. */
export class BoardBench implements Bench {
  readonly name: string;
  readonly parts: readonly PartName[] = [];
  readonly host: string;
  readonly wifi: BoardOptions["wifi"];
  readonly #options: BoardOptions;
  #port: Port | undefined;

  constructor(options: BoardOptions) {
    this.name = `the board on ${options.port}`;
    this.host = options.host;
    this.wifi = options.wifi;
    this.#options = options;
  }

  async start(): Promise<Device<PartName>> {
    this.#port = await openPort(this.#options.port);
    await this.#wipe(this.#port);
    const device: Device = {
      uart: this.#port,
      close: async () => this.#port?.close(),
    };
    // Without parts: no check that needs one is run on it.
    return device as Device<PartName>;
  }

  /** @throws where no password is the right one */
  async #wipe(port: Port): Promise<void> {
    const line = new SerialLine(port, new Watch());
    // Whatever was begun on the line ends here.
    line.write("\n");
    const before = await kidOf(line);
    for (const password of [undefined, ...this.#options.passwords]) {
      for (;;) {
        const response = await line.call("device.reset", password === undefined ? undefined : { password });
        if ("result" in response) {
          // It restarts in a moment, and until then it is still the old one.
          while ((await kidOf(line)) === before) await new Promise((resolve) => setTimeout(resolve, ASK_MS));
          return;
        }
        if (response.error.data?.error !== "locked-out") break;
        await new Promise((resolve) => setTimeout(resolve, LOCKED_OUT_MS));
      }
    }
    throw new Error("the board has a door password that is not known here; give it with --password");
  }
}
