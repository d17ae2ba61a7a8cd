import { request as httpRequest } from "node:http";
import type { TLSSocket } from "node:tls";
import { type DownloadRequest, type HttpRequest, type HttpResponse, NetworkError } from "./services.ts";

/** One request over a connection of its own, whose whole answer is kept. */
export function exchange(url: URL, request: HttpRequest, socket: TLSSocket): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    const outgoing = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        connection: "close",
        ...(body ? { "content-length": body.length } : {}),
        ...request.headers,
      },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length <= request.maxBytes) {
          chunks.push(chunk);
          return;
        }
        reject(new NetworkError("too-large", `the answer is longer than ${request.maxBytes} bytes`));
        outgoing.destroy();
      });
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.end(body);
  });
}

interface Receiver {
  /** Runs something of the program's that says whether it wants more. */
  readonly ask: (run: () => boolean) => boolean;
  readonly heard: () => void;
}

/** One GET over a connection of its own, whose body goes to the program as it comes. */
export function receive(
  url: URL,
  request: DownloadRequest,
  socket: TLSSocket,
  { ask, heard }: Receiver,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      createConnection: () => socket,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, connection: "close", "accept-encoding": "identity", ...request.headers },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const stop = () => {
        resolve();
        outgoing.destroy();
      };
      const from = firstByte(incoming.headers["content-range"]);
      heard();
      if (!ask(() => request.begin(incoming.statusCode ?? 0, from))) {
        stop();
        return;
      }
      incoming.on("data", (chunk: Buffer) => {
        heard();
        if (!ask(() => request.take(chunk))) stop();
      });
      incoming.on("error", reject);
      incoming.on("end", () => resolve());
    });
    outgoing.end();
  });
}

/** Of `Content-Range: bytes 200-1000/67589` (RFC 9110, 14.4). */
function firstByte(contentRange: string | undefined): number | undefined {
  const first = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/i.exec(contentRange ?? "")?.[1];
  return first === undefined ? undefined : Number(first);
}
