import { once } from "node:events";
import type { About, Claim } from "@openlock/api";
import { DeviceInfo, type DeviceSettings, type SerialMethod } from "@openlock/protocol";
import { expect } from "@playwright/test";
import WebSocket from "ws";
import type { SignedIn } from "./people.ts";
import { type VirtualDoors, WIFI } from "./virtual-doors.ts";

const PATIENCE = { timeout: 30_000, intervals: [100] };

/**
 * Gives a board that has its program already a door to be: JSON-RPC over its cable (section 6 of the protocol), without the
 * flows of a wizard. Resolves when it is online.
 */
export async function wireDoor(
  owner: SignedIn,
  doors: VirtualDoors,
  door: { readonly id: string; readonly name: string; readonly uart: string; readonly password: string },
): Promise<void> {
  const { device: server } = await owner.json<About>("GET", "/api/about");
  await owner.json("POST", "/api/doors", { id: door.id, name: door.name });
  const { claim } = await owner.json<Claim>("POST", `/api/doors/${door.id}/claim`);
  const line = await Line.open(`${doors.url.replace("http", "ws")}/doors/${door.uart}/uart`);
  const stage = async () => DeviceInfo.parse(await line.call("device.info")).stage;
  try {
    await expect.poll(stage, PATIENCE).toBe("unconfigured");
    const settings: DeviceSettings = {
      ...{ wifi: { ...WIFI }, server, doorId: door.id, password: door.password, relockSeconds: 3 },
    };
    await line.call("device.configure", { settings, claim });
    await expect.poll(stage, PATIENCE).toBe("online");
  } finally {
    line.close();
  }
}

/** A serial line of a virtual door: JSON-RPC among log lines. */
class Line {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: { result?: unknown; error?: unknown }) => void>();
  #rest = "";
  #calls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data, isBinary) => {
      if (isBinary) this.#hear(String(data));
    });
  }

  static async open(url: string): Promise<Line> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    const line = new Line(socket);
    socket.send(JSON.stringify({ type: "open", baudRate: 115_200 }));
    return line;
  }

  /** A call is repeated until it is answered: a board that restarts hears nothing. */
  async call(method: SerialMethod, params?: object): Promise<unknown> {
    const id = ++this.#calls;
    const answered = new Promise<{ result?: unknown; error?: unknown }>((resolve) =>
      this.#waiting.set(id, resolve),
    );
    const ask = () =>
      this.#socket.send(Buffer.from(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`));
    ask();
    const asking = setInterval(ask, 1_000);
    const { result, error } = await answered.finally(() => clearInterval(asking));
    if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  #hear(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const id = /^\{"jsonrpc":"2\.0","id":(\d+)/.exec(line)?.[1];
      if (id !== undefined) this.#waiting.get(Number(id))?.(JSON.parse(line));
    }
  }

  close(): void {
    this.#socket.close();
  }
}
