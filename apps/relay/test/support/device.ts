import { once } from "node:events";
import {
  type CommandClaims,
  type DeviceStatus,
  openCommand,
  openSession,
  parseRegistrationResponse,
  parseRelayFrame,
  type RelayFrame,
  RsaPublicJwk,
  randomBase64url,
  SOCKET_PROTOCOL,
  sealResult,
  thumbprint,
} from "@openlock/protocol";
import { exportJWK, generateKeyPair } from "jose";
import WebSocket from "ws";
import { type Answer, ask } from "./http.ts";

export const DOOR_PASSWORD = "correct horse battery";

export interface DeviceKeys {
  readonly publicKey: RsaPublicJwk;
  readonly privateKey: CryptoKey;
  readonly kid: string;
}

export async function makeDeviceKeys(): Promise<DeviceKeys> {
  const { publicKey, privateKey } = await generateKeyPair("RSA-OAEP-256", {
    modulusLength: 2048,
    extractable: true,
  });
  const jwk = RsaPublicJwk.parse(await exportJWK(publicKey));
  const { kty, n, e } = jwk;
  return { publicKey: { kty, n, e }, privateKey, kid: await thumbprint(jwk) };
}

/** What a device is told of its relay over the serial line. */
export interface RelayAddress {
  readonly tlsUrl: string;
  readonly ca: string | undefined;
}

export type Reaction = "answer" | "refuse" | "keep-silent";

/** A device by the protocol alone: real key, real TLS, real socket. */
export class TestDevice {
  readonly door: string;
  readonly keys: DeviceKeys;
  boot = randomBase64url(16);
  /** What it says that it runs. */
  firmware = "1.0.0";
  lock: DeviceStatus["lock"] = "locked";
  /** Its session token. */
  token = "";
  /** What it does with a command it opened. */
  reaction: Reaction = "answer";
  /** Whether it tells how it is when it is asked. */
  tellsStatus = true;
  /** Commands in the order they came, opened. */
  readonly commands: CommandClaims[] = [];
  readonly frames: RelayFrame[] = [];
  readonly #relay: RelayAddress;
  readonly #waiting = new Set<() => void>();
  #socket: WebSocket | undefined;
  #ended: Promise<number> | undefined;

  constructor(relay: RelayAddress, door: string, keys: DeviceKeys) {
    this.#relay = relay;
    this.door = door;
    this.keys = keys;
  }

  get status(): DeviceStatus {
    return {
      lock: this.lock,
      mode: "normal",
      firmware: this.firmware,
      chip: "ESP32",
      uptime: 5,
      rssi: -50,
      freeHeap: 100_000,
      clock: "relay",
      boot: this.boot,
    };
  }

  /** `POST /api/devices/register`, whatever comes of it. */
  tryRegister(claim?: string, change: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return ask(`${this.#relay.tlsUrl}/api/devices/register`, {
      method: "POST",
      ca: this.#relay.ca,
      json: {
        doorId: this.door,
        publicKey: this.keys.publicKey,
        uid: "0a1b2c3d4e5f",
        boot: this.boot,
        firmware: { version: this.firmware, chip: "ESP32" },
        ...(claim === undefined ? {} : { claim }),
        ...change,
      },
    });
  }

  /** Registers and opens the sealed session. @returns the session token */
  async register(claim?: string): Promise<string> {
    const answer = await this.tryRegister(claim);
    if (answer.status !== 200) throw new Error(`not registered: ${answer.status} ${answer.text}`);
    const { session } = parseRegistrationResponse(answer.text);
    this.token = (await openSession(session, this.keys.privateKey)).token;
    return this.token;
  }

  /** Opens the socket and waits for the welcome. */
  async connect(token: string): Promise<void> {
    const socket = this.openSocket(token);
    this.#socket = socket;
    this.#ended = new Promise((resolve) => socket.once("close", resolve));
    socket.on("message", (data) => void this.#hear(String(data)));
    await Promise.race([
      this.frame("welcome"),
      once(socket, "close").then(([code]) => Promise.reject(new Error(`closed with ${code}`))),
      // Rejects with what `ws` says of a refused upgrade.
      once(socket, "error").then(([error]) => Promise.reject(error)),
    ]);
  }

  async start(claim?: string): Promise<this> {
    await this.connect(await this.register(claim));
    return this;
  }

  /** Restarts with other firmware, and is connected again. */
  async restart(firmware = this.firmware): Promise<void> {
    this.#open.terminate();
    this.boot = randomBase64url(16);
    this.firmware = firmware;
    await this.start();
  }

  /** Fetches an image over TLS, with its session token. */
  fetchImage(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return ask(this.#relay.tlsUrl + url, { ca: this.#relay.ca, token: this.token, headers });
  }

  openSocket(
    token: string | undefined,
    options: { door?: string; path?: string; protocols?: string[] } = {},
  ) {
    const { door = this.door, path = "/api/devices/socket", protocols = [SOCKET_PROTOCOL] } = options;
    return new WebSocket(`${this.#relay.tlsUrl.replace("https", "wss")}${path}?door=${door}`, protocols, {
      ...(this.#relay.ca === undefined ? {} : { ca: this.#relay.ca }),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  }

  /** The HTTP status with which an upgrade is refused. */
  async refusedUpgrade(token: string | undefined, options = {}): Promise<number> {
    const socket = this.openSocket(token, options);
    socket.on("error", () => {});
    const [, response] = await once(socket, "unexpected-response");
    socket.terminate();
    return response.statusCode;
  }

  /** Sends whatever a test wants to be sent. */
  send(frame: unknown): void {
    this.raw(JSON.stringify(frame));
  }

  raw(data: string | Uint8Array, options: { binary?: boolean; fin?: boolean } = {}): void {
    this.#open.send(data, { binary: typeof data !== "string", ...options });
  }

  ping(): void {
    this.#open.ping();
  }

  keepAlive(): void {
    this.send({ type: "keepalive", uptime: 5, rssi: -50, lock: "locked" });
  }

  /** The next frame of a type, or one that came already and was not taken. */
  async frame<T extends RelayFrame["type"]>(type: T): Promise<Extract<RelayFrame, { type: T }>> {
    for (;;) {
      const at = this.frames.findIndex((frame) => frame.type === type);
      if (at >= 0) return this.frames.splice(at, 1)[0] as Extract<RelayFrame, { type: T }>;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Resolves once it has got a command. */
  async received(jti: string): Promise<void> {
    while (!this.commands.some((command) => command.jti === jti)) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The code with which the newest session ends, or has ended. */
  closed(): Promise<number> {
    if (!this.#ended) throw new Error("not connected");
    return this.#ended;
  }

  get connected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Resolves once the relay has handled everything sent before: it answers pings in order. */
  async settled(): Promise<void> {
    const pong = once(this.#open, "pong");
    this.#open.ping();
    await pong;
  }

  stop(): void {
    this.#socket?.terminate();
  }

  get #open(): WebSocket {
    if (!this.#socket) throw new Error("not connected");
    return this.#socket;
  }

  async #hear(text: string): Promise<void> {
    const frame = parseRelayFrame(text);
    if (frame.type === "status" && this.tellsStatus)
      this.send({ type: "status", id: frame.id, status: this.status });
    if (frame.type === "command") await this.#command(frame.id, frame.jwe);
    this.frames.push(frame);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  async #command(id: string, jwe: string): Promise<void> {
    const { claims } = await openCommand(jwe, {
      door: this.door,
      kid: this.keys.kid,
      privateKey: this.keys.privateKey,
    });
    this.commands.push(claims);
    if (this.reaction === "keep-silent") return;
    const refuse = this.reaction === "refuse";
    const result = await sealResult(claims.reply, {
      sub: claims.jti,
      iat: Math.floor(Date.now() / 1000),
      code: refuse ? 400 : 200,
      ...(refuse ? { error: "bad-password" as const } : {}),
      state: { lock: "unlocked", mode: "normal" },
    });
    this.send({ type: "result", id, code: refuse ? 400 : 200, jwe: result });
  }
}
