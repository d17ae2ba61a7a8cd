import { on, once } from "node:events";
import WebSocket from "ws";
import { freePort, type Running, runNode } from "./process.ts";

export const WIFI = { ssid: "OpenLock Demo", password: "open-sesame" } as const;

/** What one sees of a virtual door from outside. */
export interface DoorSnapshot {
  readonly id: string;
  readonly bolt: "locked" | "unlocked";
  /** How often the bolt has moved since the process started. */
  readonly boltMoves: number;
}

export interface VirtualDoorOptions {
  readonly count: number;
  /** Their serial lines, flash and radio take the time that a board's take: for what is seen only while something takes some. */
  readonly paced: boolean;
  /** The program is on them already. */
  readonly flashed?: boolean;
}

/** The `virtual-door` command in a process of its own. */
export class VirtualDoors {
  readonly url: string;
  readonly #process: Running;

  private constructor(url: string, running: Running) {
    this.url = url;
    this.#process = running;
  }

  static async start(dir: string, options: VirtualDoorOptions): Promise<VirtualDoors> {
    const port = await freePort();
    const running = runNode("packages/virtual-door/dist/main.js", [
      ...["--count", String(options.count), "--port", String(port), "--dir", dir],
      ...["--wifi", `${WIFI.ssid}:${WIFI.password}`],
      ...(options.paced ? [] : ["--no-pacing"]),
      ...(options.flashed ? ["--flashed"] : []),
    ]);
    await running.line(/listening/);
    return new VirtualDoors(`http://127.0.0.1:${port}`, running);
  }

  async ids(): Promise<readonly string[]> {
    const answer = await fetch(`${this.url}/doors`);
    const { doors } = (await answer.json()) as { doors: { id: string }[] };
    return doors.map(({ id }) => id);
  }

  async snapshot(id: string): Promise<DoorSnapshot> {
    const answer = await fetch(`${this.url}/doors/${id}`);
    return (await answer.json()) as DoorSnapshot;
  }

  async control(id: string, action: string): Promise<void> {
    await this.#post(id, { action });
  }

  async fault(id: string, fault: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#post(id, { action: "fault", fault });
  }

  async #post(id: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.url}/doors/${id}/control`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`control ${JSON.stringify(body)}: ${answer.status} ${await answer.text()}`);
  }

  /** Resolves when the bolt is where it should be, told by the door itself. */
  async bolt(id: string, wanted: DoorSnapshot["bolt"]): Promise<void> {
    const socket = new WebSocket(`${this.url.replace("http", "ws")}/doors/${id}/watch`);
    await once(socket, "open");
    try {
      if ((await this.snapshot(id)).bolt === wanted) return;
      for await (const _ of on(socket, "message", { close: ["close"] })) {
        if ((await this.snapshot(id)).bolt === wanted) return;
      }
      throw new Error("the virtual doors went away");
    } finally {
      socket.close();
    }
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
