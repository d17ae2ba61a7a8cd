import { parseSerialResponse, type SerialResponse } from "@openlock/protocol";
import type { Uart } from "../device/device.ts";
import type { Watch } from "../watch.ts";
import { IMPROV, type ImprovPacket, improvCommand, readImprov } from "./improv.ts";

const NEWLINE = 0x0a;
const ASK_AGAIN_MS = 250;
/** More of the device's log than any check looks at. */
const KEPT_LINES = 5_000;

/** The serial line of a device (section 6): JSON-RPC and Improv among log lines. */
export class SerialLine {
  readonly responses: SerialResponse[] = [];
  readonly packets: ImprovPacket[] = [];
  readonly log: string[] = [];
  /** Lines that look like a message and are none. */
  readonly faults: string[] = [];
  readonly #uart: Uart;
  readonly #watch: Watch;
  #begun = Buffer.alloc(0);
  #lastId = 0;

  constructor(uart: Uart, watch: Watch) {
    this.#uart = uart;
    this.#watch = watch;
    uart.onData((bytes) => {
      this.#take(bytes);
      watch.notify();
    });
  }

  write(bytes: Uint8Array | string): void {
    this.#uart.write(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  }

  /** One JSON-RPC request, and its answer. */
  async call(method: string, params?: unknown): Promise<SerialResponse> {
    return this.answerTo([this.send(method, params)], method);
  }

  /** `device.info`, asked again until it is answered: a device that boots hears nothing yet. */
  info(): Promise<SerialResponse> {
    return this.#asking((answered) => answered());
  }

  /** The device has dealt with what it was told before, or has no power. */
  async heard(powered: () => boolean): Promise<void> {
    await this.#asking((answered) => answered() ?? (!powered() && "off"));
  }

  async #asking<T>(look: (answered: () => SerialResponse | undefined) => T | undefined | false): Promise<T> {
    const ids = [this.send("device.info")];
    const again = setInterval(() => ids.push(this.send("device.info")), ASK_AGAIN_MS);
    try {
      return await this.#watch.until(() => look(() => this.#answerTo(ids)), "the answer to device.info");
    } finally {
      clearInterval(again);
    }
  }

  /** @returns the id of the request */
  send(method: string, params?: unknown): number {
    return this.sendAtOnce([[method, params]])[0] as number;
  }

  /** Requests in one piece, so that the second is there before the first can have come to anything. @returns their ids */
  sendAtOnce(requests: readonly (readonly [method: string, params?: unknown])[]): number[] {
    const messages = requests.map(([method, params]) => ({
      ...{ jsonrpc: "2.0", id: ++this.#lastId, method },
      ...(params === undefined ? {} : { params }),
    }));
    // What stood on the line before is no part of the first.
    this.write(`\n${messages.map((message) => `${JSON.stringify(message)}\n`).join("")}`);
    return messages.map(({ id }) => id);
  }

  /** @param ids of requests, of which any may be answered; more may be added meanwhile */
  answerTo(ids: readonly (number | string)[], what: string): Promise<SerialResponse> {
    return this.#watch.until(() => this.#answerTo(ids), `the answer to ${what}`);
  }

  #answerTo(ids: readonly (number | string)[]): SerialResponse | undefined {
    return this.responses.find(({ id }) => id !== null && ids.includes(id));
  }

  /** The next answer that comes for whatever is written in `say`. */
  async answerAfter(say: () => void, what: string): Promise<SerialResponse> {
    const before = this.responses.length;
    say();
    return this.#watch.until(() => this.responses[before], `an answer to ${what}`);
  }

  improv(command: number, data: Uint8Array = new Uint8Array()): void {
    this.write(improvCommand(command, data));
  }

  #take(bytes: Uint8Array): void {
    this.#begun = Buffer.concat([this.#begun, bytes]);
    for (;;) {
      const improv = readImprov(this.#begun);
      if (improv === "unfinished") return;
      if (improv) {
        this.packets.push(improv.packet);
        this.#begun = this.#begun.subarray(improv.length);
        continue;
      }
      const end = this.#begun.indexOf(NEWLINE);
      if (end < 0) return;
      const line = this.#begun.subarray(0, end);
      this.#begun = this.#begun.subarray(end + 1);
      const packet = line.indexOf(IMPROV);
      // A packet may follow a line that is not ended, as a log that was cut by a reset.
      if (packet > 0) this.#begun = Buffer.concat([line.subarray(packet), Buffer.of(NEWLINE), this.#begun]);
      else this.#line(line.toString("utf8").replace(/\r$/, ""));
    }
  }

  #line(line: string): void {
    if (line === "") return;
    if (!line.startsWith("{")) {
      this.log.push(line);
      if (this.log.length > KEPT_LINES) this.log.shift();
      return;
    }
    try {
      this.responses.push(parseSerialResponse(line));
    } catch (error) {
      this.faults.push(`${(error as Error).message}: ${line.slice(0, 200)}`);
    }
  }
}
