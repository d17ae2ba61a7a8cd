import type { TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { GuardedSocket } from "./device-socket.ts";
import type { Faults } from "./faults.ts";
import { exchange, receive } from "./http.ts";
import {
  type DeviceSocket,
  type DownloadRequest,
  type HttpRequest,
  type HttpResponse,
  type Network,
  NetworkError,
  type SocketRequest,
  type Timer,
  type WallClock,
} from "./services.ts";
import { connectTls, networkError } from "./tls-connect.ts";

/** How long a connection that was dropped in silence is kept before its port is given back. */
const SILENCE_MS = 120_000;
const ABNORMAL_CLOSURE = 1006;

interface Options {
  readonly off: AbortSignal;
  readonly timer: Timer;
  readonly clock: WallClock;
  readonly faults: Faults;
  readonly connected: () => boolean;
  /** New connections come to nothing. */
  readonly deadEnd: () => boolean;
  readonly hosts: Readonly<Record<string, string>>;
  /** Runs a callback of the program, whose exception is a crash. */
  readonly guard: (run: () => void) => void;
}

/** One connection, from the first packet to the last. */
interface Link {
  socket: TLSSocket | undefined;
  device: GuardedSocket | undefined;
  readonly fail: (error: NetworkError) => void;
  /** The other side has said something: the time it has begins anew. */
  readonly heard: () => void;
}

/** TCP, TLS, HTTP and WebSocket of one boot. */
export class TlsNetwork implements Network {
  readonly #options: Options;
  readonly #links = new Set<Link>();

  constructor(options: Options) {
    this.#options = options;
    const stop = options.faults.onChange(({ blackhole }) => {
      for (const link of this.#links) hold(link, blackhole === true);
    });
    const end = () => {
      stop();
      this.cut("the chip is off");
    };
    options.off.addEventListener("abort", end, { once: true });
  }

  get connections(): number {
    return this.#links.size;
  }

  /** Ends every connection: no link, no power. */
  cut(reason: string): void {
    const silent = this.#options.faults.current.silentDrop === true;
    for (const link of [...this.#links]) {
      this.#links.delete(link);
      drop(link.socket, silent);
      link.device?.end(ABNORMAL_CLOSURE, reason);
      link.fail(new NetworkError("offline", reason));
    }
  }

  request(url: string, request: HttpRequest): Promise<HttpResponse> {
    return this.#run(url, "https:", request, async (target, link, socket) => {
      try {
        return await exchange(target, request, socket);
      } finally {
        this.#links.delete(link);
        socket.destroy();
      }
    });
  }

  download(url: string, request: DownloadRequest): Promise<void> {
    const { guard } = this.#options;
    return this.#run(url, "https:", request, async (target, link, socket) => {
      /** What the program does with a part; nothing after the connection was cut. */
      const ask = (run: () => boolean): boolean => {
        let more = false;
        if (this.#links.has(link)) {
          guard(() => {
            more = run();
          });
        }
        return more;
      };
      try {
        await receive(target, request, socket, { ask, heard: () => link.heard() });
      } finally {
        this.#links.delete(link);
        socket.destroy();
      }
    });
  }

  openSocket(url: string, request: SocketRequest): Promise<DeviceSocket> {
    return this.#run(url, "wss:", request, async (target, link, socket) => {
      const webSocket = await upgrade(target, request, socket);
      const device = new GuardedSocket(webSocket, this.#options.guard);
      link.device = device;
      webSocket.once("close", () => this.#links.delete(link));
      if (this.#options.faults.current.blackhole) device.hold(true);
      return device;
    });
  }

  /** What both have in common: refuse what is not TLS, connect, verify, and give up in time. */
  #run<Result>(
    address: string,
    protocol: "https:" | "wss:",
    { ca, timeoutMs }: { readonly ca?: string; readonly timeoutMs: number },
    use: (url: URL, link: Link, socket: TLSSocket) => Promise<Result>,
  ): Promise<Result> {
    const { off, connected, deadEnd, timer, clock, hosts, faults } = this.#options;
    return new Promise((resolve, reject) => {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (url?.protocol !== protocol) {
        reject(
          new NetworkError(
            "not-tls",
            `${url?.protocol ?? address} is refused: only ${protocol} is spoken here`,
          ),
        );
        return;
      }
      if (off.aborted || !connected()) {
        reject(new NetworkError("offline", "there is no network connection"));
        return;
      }
      const settle = (run: () => void) => {
        cancel();
        run();
      };
      const link: Link = {
        socket: undefined,
        device: undefined,
        fail: (error) => settle(() => reject(error)),
        heard: () => {
          cancel();
          cancel = giveUpLater();
        },
      };
      const giveUpLater = () =>
        timer.after(timeoutMs, () => {
          this.#links.delete(link);
          link.socket?.destroy();
          reject(new NetworkError("timeout", `no answer within ${timeoutMs} ms`));
        });
      let cancel = giveUpLater();
      this.#links.add(link);
      // In a black hole the first packet is lost already: nothing happens until the time is up.
      if (faults.current.blackhole || deadEnd()) return;
      const target = { url, ca, now: () => clock.now(), hosts };
      Promise.resolve()
        .then(() =>
          connectTls(target, (socket) => {
            link.socket = socket;
            if (!this.#links.has(link)) socket.destroy();
            // Whoever waits is told elsewhere; an error after that is nobody's.
            socket.on("error", () => {});
          }),
        )
        .then((socket) => use(url, link, socket))
        .then(
          (result) => settle(() => resolve(result)),
          (error) => {
            this.#links.delete(link);
            link.socket?.destroy();
            settle(() => reject(networkError(error)));
          },
        );
    });
  }
}

function upgrade(url: URL, request: SocketRequest, socket: TLSSocket): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const webSocket = new WebSocket(url, request.protocol, {
      createConnection: () => socket,
      headers: { ...request.headers },
      maxPayload: request.maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
    });
    webSocket.once("open", () => resolve(webSocket));
    webSocket.once("unexpected-response", (outgoing, incoming) => {
      const status = incoming.statusCode ?? 0;
      outgoing.destroy();
      reject(new NetworkError("refused", `the server refused the socket with ${status}`, status));
    });
    webSocket.on("error", (error: NodeJS.ErrnoException) => {
      const known = error.code !== undefined;
      reject(known ? error : new NetworkError("refused", error.message));
    });
  });
}

function hold(link: Link, on: boolean): void {
  if (link.device) link.device.hold(on);
  else if (on) link.socket?.pause();
  else link.socket?.resume();
}

function drop(socket: TLSSocket | undefined, silent: boolean): void {
  if (!socket || !silent) {
    socket?.destroy();
    return;
  }
  socket.pause();
  socket.unref();
  setTimeout(() => socket.destroy(), SILENCE_MS).unref();
}
