import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { DoorSet, type DoorSetOptions } from "./door-set.ts";
import { route } from "./http-routes.ts";
import { hostIsOurs, originIsOurs } from "./loopback.ts";
import { serveUart } from "./uart-socket.ts";
import { serveWatch } from "./watch-socket.ts";

export interface HostOptions extends DoorSetOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
}

export interface VirtualDoorHost {
  readonly url: string;
  readonly doors: DoorSet;
  close(): Promise<void>;
}

const MAX_FRAME = 1024 * 1024;
const DEFAULT_HOST = "127.0.0.1";

/**
 * Runs doors and serves them to pages of this machine.
 *
 * @example
 * const host = await startHost({ count: 2, port: 0, wifi: [], paced: false });
 * await fetch(`${host.url}/doors`);
 * await host.close();
 */
export async function startHost(options: HostOptions): Promise<VirtualDoorHost> {
  const address = options.host ?? DEFAULT_HOST;
  const server = createServer((request, response) => {
    if (!hostIsOurs(request, address)) {
      response.writeHead(421).end("this server is not known by that name");
      return;
    }
    route(request, doors).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const serve = socketRoute(request, address, doors);
    if (!serve) {
      stream.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, stream, head, serve);
  });
  server.listen(options.port, address);
  // Before the doors are made, so that a port in use leaves nothing behind.
  await once(server, "listening");
  const doors = new DoorSet(options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(":") ? `[${address}]` : address}:${port}`,
    doors,
    async close() {
      doors.close();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function socketRoute(request: IncomingMessage, address: string, doors: DoorSet) {
  if (!hostIsOurs(request, address) || !originIsOurs(request)) return undefined;
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, id = "", kind] = /^\/doors\/([^/]+)\/(uart|watch)$/.exec(pathname) ?? [];
  const hosted = doors.get(id);
  if (!hosted) return undefined;
  return (socket: WebSocket) => {
    if (kind === "uart") serveUart(socket, hosted.door.chip.usb);
    else serveWatch(socket, hosted);
  };
}
