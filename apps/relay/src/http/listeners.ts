import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config.ts";
import type { UpgradeListener } from "../devices/upgrade.ts";
import type { TlsIdentity } from "../tls/load.ts";
import { securityHeaders } from "./headers.ts";
import { ProblemError } from "./problem.ts";
import { endWithProblem } from "./raw-problem.ts";

/** How long a peer may take to say what it wants: whoever dribbles holds nothing for long. */
export interface HttpTimings {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often both are looked at. */
  readonly checkMs: number;
}

export const HTTP_TIMINGS: HttpTimings = { headersMs: 10_000, requestMs: 20_000, checkMs: 2000 };

const CLOSE_IDLE_MS = 20;

export interface Listeners {
  readonly port: number;
  readonly tlsPort: number;
  renew(tls: TlsIdentity): void;
  /** Takes no more connections; resolves when those that are open have ended, or were ended after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Plain HTTP and HTTPS, with the same app behind both. */
export async function listen(
  config: Config,
  tls: TlsIdentity,
  fetch: Parameters<typeof getRequestListener>[0],
  upgrade: UpgradeListener,
  timings: HttpTimings = HTTP_TIMINGS,
): Promise<Listeners> {
  const options = {
    headersTimeout: timings.headersMs,
    requestTimeout: timings.requestMs,
    connectionsCheckingInterval: timings.checkMs,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  };
  const plain = createServer(options);
  const secure = createTlsServer({
    ...options,
    cert: tls.cert,
    key: tls.key,
    minVersion: "TLSv1.2",
    handshakeTimeout: timings.headersMs,
  });
  const answer = getRequestListener(fetch);
  const setHeaders = securityHeaders(config.VIRTUAL_DOORS_URL);
  for (const server of [plain, secure]) {
    server.on("request", (incoming, outgoing) => {
      setHeaders(outgoing);
      void answer(incoming, outgoing);
    });
    server.on("upgrade", upgrade);
    server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
      if (error.code === "ECONNRESET") socket.destroy();
      else endWithProblem(socket, ...clientProblem(error.code));
    });
  }
  try {
    await bind(plain, "PORT", config.PORT, plainHost(config));
    await bind(secure, "TLS_PORT", config.TLS_PORT, config.HOST);
  } catch (error) {
    plain.close();
    secure.close();
    throw error;
  }
  return {
    port: portOf(plain),
    tlsPort: portOf(secure),
    renew: ({ cert, key }) => secure.setSecureContext({ cert, key }),
    close: async (graceMs) => {
      const servers = [plain, secure];
      const closed = Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      // A connection that is kept alive falls idle when its last answer is out, whenever that is.
      const idle = setInterval(() => {
        for (const server of servers) server.closeIdleConnections();
      }, CLOSE_IDLE_MS);
      const late = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

/** Plain HTTP is for this machine, and for a proxy before it: on a network it would carry tokens in clear. */
export function plainHost({ HOST, TRUST_PROXY }: Config): string | undefined {
  return HOST ?? (TRUST_PROXY > 0 ? undefined : "127.0.0.1");
}

async function bind(
  server: Server | TlsServer,
  variable: "PORT" | "TLS_PORT",
  port: number,
  host: string | undefined,
): Promise<void> {
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ConfigError(
      `The relay cannot listen on ${variable} ${port}: ${reason(cause, variable, host)}`,
      {
        cause,
      },
    );
  }
}

function reason(cause: unknown, variable: string, host: string | undefined): string {
  switch (cause instanceof Error && "code" in cause ? cause.code : undefined) {
    case "EADDRINUSE":
      return `another program listens there. Stop it, or set ${variable} to a free port.`;
    case "EACCES":
      return `this user may not. Set ${variable} to a port above 1023, or put a proxy before the relay.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine. Correct HOST, or leave it out.`;
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

function portOf(server: Server | TlsServer): number {
  return (server.address() as AddressInfo).port;
}

/** What Node finds wrong before there is a request, and the status that says so. */
function clientProblem(code: string | undefined): [ProblemError, number] {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return [new ProblemError("too-large", "The request's headers are too long."), 431];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [new ProblemError("malformed", "The request did not arrive in time."), 408];
    default:
      return [new ProblemError("malformed", "This is not an HTTP request."), 400];
  }
}
