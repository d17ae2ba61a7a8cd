import { once } from "node:events";
import { createSecureContext, type SecureContext } from "node:tls";
import { BOUNDS, openSession, parseRegistrationResponse, SOCKET_PROTOCOL } from "@openlock/protocol";
import WebSocket from "ws";
import type { DeviceKeys, RelayAddress } from "../../apps/relay/test/support/device.ts";
import { ANSWER } from "./devices.ts";
import { requestOver } from "./request.ts";

/** Handshakes under way at once: more would only wait for each other on the machine's cores. */
const AT_ONCE = 200;

export interface FleetOptions {
  readonly address: RelayAddress;
  readonly doors: readonly string[];
  readonly keys: DeviceKeys;
  readonly boot: string;
  /** false: connects without registering, for a server that checks nothing. */
  readonly register: boolean;
}

/** Many devices over real TLS, each with its own two handshakes; they share a key, which costs the relay the same. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #context: SecureContext;
  readonly #sockets = new Map<string, WebSocket>();
  readonly #keepAlive: NodeJS.Timeout;
  /** Milliseconds from when all began to when this many were connected. */
  readonly arrivals: number[] = [];
  retries = 0;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#context = createSecureContext({ ca: options.address.ca });
    this.#keepAlive = setInterval(() => {
      for (const socket of this.#sockets.values()) {
        if (socket.readyState === socket.OPEN)
          socket.send('{"type":"keepalive","uptime":9,"rssi":-50,"lock":"locked"}');
      }
    }, BOUNDS.keepAliveSeconds * 1000);
  }

  /** @returns seconds until every one was connected that is not yet */
  async connect(doors = this.#options.doors): Promise<number> {
    const started = performance.now();
    const waiting = doors.filter((door) => !this.#sockets.has(door));
    const one = async () => {
      for (let door = waiting.shift(); door !== undefined; door = waiting.shift()) {
        // What is refused or broken off is tried again, as devices do.
        while (
          !(await this.#one(door).then(
            () => true,
            () => false,
          ))
        )
          this.retries += 1;
        this.arrivals.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return (performance.now() - started) / 1000;
  }

  /** Resolves once every socket has ended. */
  async ended(): Promise<void> {
    const open = [...this.#sockets.values()].filter((socket) => socket.readyState === socket.OPEN);
    await Promise.all(open.map((socket) => once(socket, "close")));
  }

  stop(): void {
    clearInterval(this.#keepAlive);
    for (const socket of this.#sockets.values()) socket.terminate();
  }

  async #one(door: string): Promise<void> {
    const { address, register } = this.#options;
    const token = register ? await this.#register(door) : "none";
    const url = `${address.tlsUrl.replace("https", "wss")}/api/devices/socket?door=${door}`;
    const headers = { authorization: `Bearer ${token}` };
    const options = { headers, secureContext: this.#context, perMessageDeflate: false };
    const socket = new WebSocket(url, [SOCKET_PROTOCOL], options);
    socket.on("error", () => {});
    socket.on("message", (data) => this.#hear(socket, String(data)));
    await once(socket, "open");
    this.#sockets.set(door, socket);
  }

  async #register(doorId: string): Promise<string> {
    const { address, keys, boot } = this.#options;
    const firmware = { version: "1.0.0", chip: "ESP32" };
    const body = JSON.stringify({ doorId, publicKey: keys.publicKey, uid: "0a1b2c3d4e5f", boot, firmware });
    const answer = await requestOver(this.#context, `${address.tlsUrl}/api/devices/register`, body);
    return (await openSession(parseRegistrationResponse(answer).session, keys.privateKey)).token;
  }

  #hear(socket: WebSocket, text: string): void {
    const { type, id } = JSON.parse(text);
    if (type === "command") socket.send(`{"type":"result","id":"${id}","code":200,"jwe":"${ANSWER}"}`);
    if (type !== "status") return;
    const rest = {
      firmware: "1.0.0",
      chip: "ESP32",
      uptime: 5,
      rssi: -50,
      freeHeap: 100_000,
      clock: "relay",
    };
    const status = { lock: "locked", mode: "normal", ...rest, boot: this.#options.boot };
    socket.send(JSON.stringify({ type, id, status }));
  }
}
