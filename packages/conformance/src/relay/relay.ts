import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, isIP } from "node:net";
import type { Duplex } from "node:stream";
import {
  importDeviceKey,
  parseRegistrationRequest,
  type RegistrationRequest,
  randomBase64url,
  SOCKET_PROTOCOL,
  sealSession,
} from "@openlock/protocol";
import { WebSocketServer } from "ws";
import type { Identity } from "./authority.ts";
import { Images } from "./images.ts";
import { Session } from "./session.ts";

const SOCKET_PATH = "/api/devices/socket";
const TOKEN_MS = 3_600_000;

/** An HTTP answer in place of the relay's own. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Only so many bytes of the body come, and then the connection is cut, or nothing more is heard. */
  readonly breaks?: { readonly after: number; readonly by: "cut" | "silence" };
}

export interface Upgrade {
  readonly door: string | null;
  readonly token: string | undefined;
  readonly protocol: string | undefined;
}

/**
 * A relay over real HTTPS and WebSockets, which does what the protocol says until a check wants it to fail or to lie. It
 * knows one door.
 */
export class Relay {
  readonly url: string;
  readonly registrations: RegistrationRequest[] = [];
  readonly upgrades: Upgrade[] = [];
  readonly sessions: Session[] = [];
  /** Requests that no device may make. */
  readonly faults: string[] = [];
  /** Every request but those that were refused before HTTP. */
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage["headers"];
  }[] = [];
  /** Added to this machine's time. */
  offsetMs = 0;
  welcomes = true;
  keepAliveSeconds = 10;
  onRegister: ((request: RegistrationRequest) => Answer | undefined) | undefined;
  /** Answers an upgrade with a status instead of a socket. */
  onUpgrade: ((upgrade: Upgrade) => Answer | undefined) | undefined;
  /** What devices fetch with a token that opens sockets, too. */
  readonly images = new Images((token) => this.#tokens.has(token));
  /** Of the next registrations; milliseconds since the epoch. */
  tokenExpiresAt: () => number = () => this.now() + TOKEN_MS;
  #tokens = new Set<string>();
  /** Connections that have become no session yet. */
  readonly #begun = new Set<Duplex>();
  /** A token was given out, and nobody has come with it yet. */
  #awaited = false;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    autoPong: false,
    maxPayload: 16 * 1024,
    perMessageDeflate: false,
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  readonly #changed: () => void;

  private constructor(server: Server, host: string, changed: () => void) {
    this.#server = server;
    this.#changed = changed;
    const { port } = server.address() as AddressInfo;
    this.url = `https://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    server.on("request", (request, response) => this.#serve(request, response));
    server.on("upgrade", (request, stream, head) => this.#upgrade(request, stream, head));
    server.on("secureConnection", (stream) => this.#begin(stream));
    server.on("connection", (stream) => this.#begin(stream));
    server.on("tlsClientError", changed);
  }

  /** @param host as devices name this machine */
  static async start(identity: Identity, host: string, changed: () => void): Promise<Relay> {
    const server = createServer({ ...identity });
    server.listen(0, isLoopback(host) ? "127.0.0.1" : undefined);
    await once(server, "listening");
    return new Relay(server, host, changed);
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Shows another certificate from the next connection on. */
  become(identity: Identity): void {
    this.#server.setSecureContext({ ...identity });
  }

  /** No token that was given out opens a socket any more. */
  forgetTokens(): void {
    this.#tokens = new Set();
  }

  get session(): Session | undefined {
    return this.sessions.at(-1);
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let answer: Answer;
    try {
      answer = await this.#answer(request);
    } catch (error) {
      this.faults.push(`${request.method} ${request.url}: ${(error as Error).message}`);
      answer = problem(400, "malformed", (error as Error).message);
    }
    send(response, answer);
    // Whoever waits for more of it has a patience of their own.
    if (answer.breaks) this.#begun.clear();
    this.#changed();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    this.requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers });
    if (request.method === "POST" && request.url === "/api/devices/register") {
      const registration = parseRegistrationRequest(await bodyOf(request));
      const instead = this.onRegister?.(registration);
      this.registrations.push(registration);
      return instead ?? this.#register(registration);
    }
    const answer = this.images.answer(request);
    if (answer) return answer;
    throw new Error("a device asks for nothing like that");
  }

  async #register({ publicKey }: RegistrationRequest): Promise<Answer> {
    const token = randomBase64url(32);
    this.#tokens.add(token);
    const key = await importDeviceKey(publicKey);
    const session = await sealSession(key, { token, expiresAt: this.tokenExpiresAt() });
    this.#awaited = true;
    return json(200, { session, serverTime: this.now(), socket: SOCKET_PATH });
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on("error", () => {});
    const url = new URL(request.url ?? "/", this.url);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const upgrade = {
      door: url.searchParams.get("door"),
      token,
      protocol: request.headers["sec-websocket-protocol"],
    };
    this.upgrades.push(upgrade);
    this.#awaited = false;
    const known = url.pathname === SOCKET_PATH && token !== undefined && this.#tokens.has(token);
    const answer = this.onUpgrade?.(upgrade) ?? (known ? undefined : { status: 401 });
    if (answer) {
      const headers = Object.entries({ connection: "close", "content-length": "0", ...answer.headers });
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      stream.end(`HTTP/1.1 ${answer.status} Refused\r\n${lines}\r\n`);
      this.#changed();
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      const session = new Session(socket, stream, request, this.#changed);
      this.sessions.push(session);
      this.#begun.clear();
      if (this.welcomes) this.welcome(session);
      this.#changed();
    });
  }

  /** Whether a device is in the middle of something with this relay. */
  get busy(): boolean {
    const { session } = this;
    const arriving = session && session.closed === undefined && session.frames.length === 0;
    return this.#awaited || this.#begun.size > 0 || arriving === true;
  }

  #begin(stream: Duplex): void {
    this.#begun.add(stream);
    stream.once("close", () => {
      this.#begun.delete(stream);
      this.#changed();
    });
  }

  welcome(session: Session, serverTime = this.now()): void {
    session.say({ type: "welcome", serverTime, keepAliveSeconds: this.keepAliveSeconds });
  }
}

function send(response: ServerResponse, { status, headers, body, breaks }: Answer): void {
  if (!breaks) {
    response.writeHead(status, headers).end(body);
    return;
  }
  const bytes = Buffer.from(body ?? "");
  response.writeHead(status, { "content-length": bytes.length, ...headers });
  response.write(bytes.subarray(0, breaks.after), () => {
    if (breaks.by === "cut") response.destroy();
  });
}

export function json(status: number, body: object): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Problem details as a relay answers them (section 4). */
export function problem(status: number, name: string, detail: string): Answer {
  const body = JSON.stringify({ type: `/problems/${name}`, title: name, status, detail });
  return { status, headers: { "content-type": "application/problem+json" }, body };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.startsWith("127.");
}
