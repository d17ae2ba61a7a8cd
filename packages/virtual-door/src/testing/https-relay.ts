import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import {
  type DeviceFrame,
  importDeviceKey,
  parseDeviceFrame,
  parseRegistrationRequest,
  type RegistrationRequest,
  type RelayFrame,
  randomBase64url,
  SOCKET_PROTOCOL,
  sealSession,
} from "@openlock/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import { SERVER_CERTIFICATE, SERVER_KEY } from "./tls-fixtures.ts";

/** Answers in place of the relay. @returns whether it did */
/** A relay over real TLS for one device: registers it, opens its socket, and has images for it. */
export class HttpsRelay {
  readonly registrations: RegistrationRequest[] = [];
  readonly frames: DeviceFrame[] = [];
  readonly images = new Map<string, Uint8Array>();
  /** Milliseconds since the epoch. */
  now = Date.UTC(2027, 5, 1);
  #tokens = new Set<string>();
  #socket: WebSocket | undefined;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => SOCKET_PROTOCOL });

  private constructor() {
    this.#server = createServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (request, response) => {
      if (request.method === "POST") void this.#register(request, response);
      else this.#image(request, response);
    });
    this.#server.on("upgrade", (request, socket, head) => {
      if (!this.#knows(request)) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#opened(opened));
    });
  }

  static async start(): Promise<HttpsRelay> {
    const relay = new HttpsRelay();
    relay.#server.listen(0, "127.0.0.1");
    await once(relay.#server, "listening");
    return relay;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get online(): boolean {
    return this.#socket?.readyState === 1;
  }

  say(frame: RelayFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Cuts the device's session, as a relay that restarts. */
  drop(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  sent<T extends DeviceFrame["type"]>(type: T): Extract<DeviceFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<DeviceFrame, { type: T }> => frame.type === type);
  }

  close(): void {
    this.drop();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #register(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const registration = parseRegistrationRequest(body);
    this.registrations.push(registration);
    const token = randomBase64url(32);
    this.#tokens.add(token);
    const key = await importDeviceKey(registration.publicKey);
    const session = await sealSession(key, { token, expiresAt: this.now + 3_600_000 });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ session, serverTime: this.now, socket: "/api/devices/socket" }));
  }

  #knows(request: IncomingMessage): boolean {
    return this.#tokens.has((request.headers.authorization ?? "").replace("Bearer ", ""));
  }

  #opened(socket: WebSocket): void {
    this.#socket = socket;
    socket.on("message", (data) => this.frames.push(parseDeviceFrame(String(data))));
    socket.send(JSON.stringify({ type: "welcome", serverTime: this.now, keepAliveSeconds: 10 }));
  }

  #image(request: IncomingMessage, response: ServerResponse): void {
    const image = this.images.get(request.url ?? "");
    if (!image || !this.#knows(request)) {
      response.writeHead(image ? 401 : 404).end();
      return;
    }
    response.writeHead(200, { "content-length": image.length }).end(image);
  }
}
