import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook's receiver: keeps what it gets, and answers what a test says. */
export class Receiver {
  readonly posted: Posted[] = [];
  /** An HTTP status; or what to do with the answer. */
  answer: number | "none" | { readonly location: string } = 204;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port = 0): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on("request", async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      receiver.posted.push({ path: request.url ?? "", headers: request.headers, body });
      const { answer } = receiver;
      if (typeof answer === "number") response.writeHead(answer).end();
      else if (answer !== "none") response.writeHead(302, answer).end();
      server.emit("posted");
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/in?token=sesame`;
  }

  /** Resolves once it has been asked so often. */
  async received(count: number): Promise<void> {
    while (this.posted.length < count) await once(this.#server, "posted");
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
