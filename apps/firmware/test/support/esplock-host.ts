import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../build/host/esplock-host", import.meta.url));

export interface BoardSnapshot {
  readonly power: boolean;
  readonly stage: string | null;
  /** Of the image that runs. */
  readonly version: string | null;
  readonly bolt: "locked" | "unlocked";
  /** How often the bolt has moved since the process started. */
  readonly boltMoves: number;
  readonly resets: number;
  readonly crashes: number;
  readonly writes: number;
}

export type BoardEvent =
  | { readonly type: "snapshot"; readonly snapshot: BoardSnapshot }
  | { readonly type: "bolt"; readonly bolt: BoardSnapshot["bolt"]; readonly boltMoves: number }
  | { readonly type: "stage"; readonly stage: string | null }
  | { readonly type: "pattern"; readonly pattern: string | null }
  | { readonly type: "led"; readonly led: { red: number; green: number; blue: number } | null }
  | { readonly type: "power"; readonly power: boolean }
  | { readonly type: "reset"; readonly cause: string }
  | { readonly type: "started"; readonly version: string };

type Answer =
  | { readonly type: "done"; readonly id: number; readonly snapshot: BoardSnapshot }
  | { readonly type: "error"; readonly id: number; readonly message: string };

/** The firmware's host build in a process of its own, and the bench around it. */
export class EsplockHost {
  readonly uartPort: number;
  /** Everything that happened, in order. */
  readonly events: BoardEvent[] = [];
  readonly #process: ChildProcess;
  readonly #control: Socket;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  readonly #watching = new Set<() => void>();
  readonly #listening = new Set<(event: BoardEvent) => void>();
  #lastId = 0;

  private constructor(running: ChildProcess, uartPort: number, control: Socket) {
    this.#process = running;
    this.uartPort = uartPort;
    this.#control = control;
    createInterface({ input: control }).on("line", (line) => this.#hear(JSON.parse(line)));
    control.on("error", () => {});
  }

  /** @param options of its command line */
  static async start(dir: string, options: readonly string[] = []): Promise<EsplockHost> {
    if (!existsSync(program)) throw new Error("esplock-host is not built: run `npm run firmware` first");
    const running = spawn(program, ["--dir", dir, ...options], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: running.stdout })) {
      const ports = line.match(/uart 127\.0\.0\.1:(\d+), control 127\.0\.0\.1:(\d+)/);
      if (!ports) continue;
      const control = connect(Number(ports[2]), "127.0.0.1");
      await once(control, "connect");
      return new EsplockHost(running, Number(ports[1]), control);
    }
    throw new Error("esplock-host ended before it listened");
  }

  /** Does something to the board, and gives what it looks like then. */
  async control(action: string, more: Readonly<Record<string, unknown>> = {}): Promise<BoardSnapshot> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#asked.set(id, resolve));
    this.#control.write(`${JSON.stringify({ id, action, ...more })}\n`);
    const answer = await answered;
    if (answer.type === "error") throw new Error(`${action}: ${answer.message}`);
    return answer.snapshot;
  }

  snapshot(): Promise<BoardSnapshot> {
    return this.control("snapshot");
  }

  /** @param hear is told of every event from now on, and of the board after each `control`, as a snapshot */
  onEvent(hear: (event: BoardEvent) => void): void {
    this.#listening.add(hear);
  }

  /** Resolves with the first event from number `from` on that fits. */
  async event(fits: (event: BoardEvent) => boolean, from = 0): Promise<BoardEvent> {
    for (let at = from; ; at++) {
      while (at >= this.events.length) await new Promise<void>((resolve) => this.#watching.add(resolve));
      const event = this.events[at];
      if (event && fits(event)) return event;
    }
  }

  /** Resolves when the program has come that far, now or later. */
  async stage(wanted: string): Promise<void> {
    const from = this.events.length;
    if ((await this.snapshot()).stage === wanted) return;
    await this.event((event) => event.type === "stage" && event.stage === wanted, from);
  }

  /** @throws where a sanitizer found something, or the program crashed at any time */
  async stop(): Promise<void> {
    const { crashes } = await this.snapshot();
    const exited = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    const [code] = await exited;
    this.#control.destroy();
    // A sanitizer that finds something ends the process with another code.
    if (code !== 0) throw new Error(`esplock-host ended with ${code}`);
    if (crashes > 0) throw new Error(`the program crashed ${crashes} times`);
  }

  #hear(message: BoardEvent | Answer): void {
    if (message.type === "done" || message.type === "error") {
      // Told in its turn: what happens right after it may be on the line already.
      if (message.type === "done") this.#tell({ type: "snapshot", snapshot: message.snapshot });
      this.#asked.get(message.id)?.(message);
      this.#asked.delete(message.id);
      return;
    }
    this.events.push(message);
    this.#tell(message);
    for (const wake of this.#watching) wake();
    this.#watching.clear();
  }

  #tell(event: BoardEvent): void {
    for (const hear of this.#listening) hear(event);
  }
}
