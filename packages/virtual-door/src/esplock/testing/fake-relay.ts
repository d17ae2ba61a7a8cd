import {
  type Command,
  type DeviceFrame,
  importDeviceKey,
  openResult,
  parseDeviceFrame,
  parseRegistrationRequest,
  type RegistrationRequest,
  type RelayFrame,
  type ResultClaims,
  randomBase64url,
  sealCommand,
  sealSession,
  thumbprint,
} from "@openlock/protocol";
import {
  type DeviceSocket,
  type HttpRequest,
  type HttpResponse,
  type Network,
  NetworkError,
  type SocketRequest,
} from "../../chip/services.ts";

/** The relay's end of a device socket. What a device sends has to be of the protocol, or the test fails. */
export class RelaySocket implements DeviceSocket {
  readonly url: string;
  readonly request: SocketRequest;
  readonly frames: DeviceFrame[] = [];
  /** As a device closed it, or the relay did. */
  closedWith: number | undefined;
  pings = 0;
  answersPings = true;
  #text: (text: string) => void = () => {};
  #closed: (code: number, reason: string) => void = () => {};
  #pong: () => void = () => {};

  constructor(url: string, request: SocketRequest) {
    this.url = url;
    this.request = request;
  }

  send(text: string): void {
    if (this.closedWith !== undefined) throw new Error("the device sends on a closed socket");
    this.frames.push(parseDeviceFrame(text));
  }

  close(code: number): void {
    this.drop(code);
  }

  onText(receive: (text: string) => void): void {
    this.#text = receive;
  }

  onClose(closed: (code: number, reason: string) => void): void {
    this.#closed = closed;
  }

  ping(): void {
    this.pings++;
    if (this.answersPings) this.#pong();
  }

  onPong(heard: () => void): void {
    this.#pong = heard;
  }

  /** Relay → device. */
  say(frame: RelayFrame | string): void {
    this.#text(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The relay closes, or the connection is cut (1006). */
  drop(code: number): void {
    if (this.closedWith !== undefined) return;
    this.closedWith = code;
    this.#closed(code, "");
  }

  sent<T extends DeviceFrame["type"]>(type: T): Extract<DeviceFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<DeviceFrame, { type: T }> => frame.type === type);
  }
}

/** A relay behind the chip's network: registers, opens sockets, and lies where a test wants it to. */
export class FakeRelay implements Network {
  /** What the relay says that it is; milliseconds since the epoch. */
  now: () => number;
  readonly registrations: RegistrationRequest[] = [];
  readonly sockets: RelaySocket[] = [];
  welcomes = true;
  /** Throws, answers in place of the relay, or keeps the device waiting. */
  onRegister:
    | ((request: RegistrationRequest) => HttpResponse | undefined | Promise<HttpResponse | undefined>)
    | undefined;
  onOpen: ((url: string) => void) | undefined;
  /** How long tokens live. */
  tokenMs = 3_600_000;
  requests: { url: string; request: HttpRequest }[] = [];

  constructor(now: () => number) {
    this.now = now;
  }

  get socket(): RelaySocket | undefined {
    return this.sockets.at(-1);
  }

  async request(url: string, request: HttpRequest): Promise<HttpResponse> {
    this.requests.push({ url, request });
    const registration = parseRegistrationRequest(request.body ?? "");
    const instead = await this.onRegister?.(registration);
    this.registrations.push(registration);
    if (instead) return instead;
    const key = await importDeviceKey(registration.publicKey);
    const serverTime = this.now();
    const session = await sealSession(key, {
      token: randomBase64url(32),
      expiresAt: serverTime + this.tokenMs,
    });
    return {
      status: 200,
      body: JSON.stringify({ session, serverTime, socket: "/api/devices/socket" }),
    };
  }

  /** It has no images: `HttpsRelay` does. */
  download(): Promise<void> {
    return Promise.reject(new NetworkError("unreachable", "no images here"));
  }

  async openSocket(url: string, request: SocketRequest): Promise<DeviceSocket> {
    this.onOpen?.(url);
    const socket = new RelaySocket(url, request);
    this.sockets.push(socket);
    if (this.welcomes) {
      setImmediate(() => socket.say({ type: "welcome", serverTime: this.now(), keepAliveSeconds: 10 }));
    }
    return socket;
  }
}

/** A problem as the relay answers it. */
export function problem(status: number, detail: string): HttpResponse {
  return {
    status,
    body: JSON.stringify({ type: "/problems/forbidden", title: "Forbidden", status, detail }),
  };
}

export function unreachable(): never {
  throw new NetworkError("unreachable", "nobody there");
}

/** A client that knows what the relay publishes of a door. */
export class Client {
  readonly relay: FakeRelay;
  readonly password: string;

  constructor(relay: FakeRelay, password: string) {
    this.relay = relay;
    this.password = password;
  }

  /** Seals as a client does; `change` is what a test makes different. */
  async seal(command: Command, change: Partial<Parameters<typeof sealCommand>[0]> = {}) {
    const registration = this.relay.registrations.at(-1);
    if (!registration) throw new Error("the device has not registered");
    return sealCommand({
      door: registration.doorId,
      key: await importDeviceKey(registration.publicKey),
      kid: await thumbprint(registration.publicKey),
      boot: registration.boot,
      password: this.password,
      now: this.relay.now(),
      command,
      ...change,
    });
  }
}

export async function opened(
  frame: Extract<DeviceFrame, { type: "result" }>,
  sealed: { jti: string; reply: string },
): Promise<ResultClaims> {
  if (frame.jwe === undefined) throw new Error("not a sealed answer");
  return openResult(frame.jwe, sealed);
}
