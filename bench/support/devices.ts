import { once } from "node:events";
import { BOUNDS, SOCKET_PROTOCOL } from "@openlock/protocol";
import WebSocket from "ws";

// The relay cannot read an answer, so any text of the right form and length will do.
export const ANSWER = `${"A".repeat(96)}..${"A".repeat(16)}.${"A".repeat(260)}.${"A".repeat(22)}`;

/** Devices that answer each command at once, and cost the machine next to nothing. */
export class Devices {
  readonly #sockets: readonly WebSocket[];
  readonly #keepAlive: NodeJS.Timeout;

  private constructor(sockets: readonly WebSocket[]) {
    this.#sockets = sockets;
    this.#keepAlive = setInterval(() => {
      for (const socket of sockets) socket.send('{"type":"keepalive","uptime":9,"rssi":-50,"lock":"locked"}');
    }, BOUNDS.keepAliveSeconds * 1000);
  }

  /** @param tokens session token by Door ID */
  static async connect(url: string, tokens: ReadonlyMap<string, string>): Promise<Devices> {
    const sockets = await Promise.all(
      [...tokens].map(async ([door, token]) => {
        const address = `${url.replace("http", "ws")}/api/devices/socket?door=${door}`;
        const socket = new WebSocket(address, [SOCKET_PROTOCOL], {
          headers: { authorization: `Bearer ${token}` },
        });
        socket.on("message", (data) => {
          const frame = JSON.parse(String(data));
          if (frame.type !== "command") return;
          socket.send(`{"type":"result","id":"${frame.id}","code":200,"jwe":"${ANSWER}"}`);
        });
        await once(socket, "open");
        return socket;
      }),
    );
    return new Devices(sockets);
  }

  disconnect(): void {
    clearInterval(this.#keepAlive);
    for (const socket of this.#sockets) socket.terminate();
  }
}
