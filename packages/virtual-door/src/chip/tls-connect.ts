import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { NetworkError } from "./services.ts";
import { trustOf, verifyPeer } from "./tls-verify.ts";

export interface TlsTarget {
  readonly url: URL;
  readonly ca: string | undefined;
  /** The chip's wall clock. */
  readonly now: () => number;
  /** Names that the door's network resolves by itself. */
  readonly hosts: Readonly<Record<string, string>>;
}

/**
 * Opens a TLS connection and verifies the peer before a byte of the request is sent.
 *
 * @param opened called at once with the socket, so that the caller can cut it
 * @throws {NetworkError}
 */
export function connectTls(target: TlsTarget, opened: (socket: TLSSocket) => void): Promise<TLSSocket> {
  const { url, now } = target;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const trust = trustOf(target.ca);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: target.hosts[host] ?? host,
      port: Number(url.port || 443),
      secureContext: trust.context,
      // Judged in verifyPeer, by the chip's clock.
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
      ...(isIP(host) ? {} : { servername: host }),
    });
    const failed = (error: NodeJS.ErrnoException) => reject(networkError(error));
    const closed = () => reject(new NetworkError("unreachable", "the connection was closed"));
    socket.once("error", failed);
    socket.once("close", closed);
    socket.once("secureConnect", () => {
      try {
        verifyPeer(socket, host, trust, now());
      } catch (error) {
        socket.destroy();
        reject(error);
        return;
      }
      socket.off("error", failed);
      socket.off("close", closed);
      resolve(socket);
    });
    opened(socket);
  });
}

/** What went wrong below, in the closed set that programs know. */
export function networkError(error: NodeJS.ErrnoException): NetworkError {
  if (error instanceof NetworkError) return error;
  const code = error.code ?? "";
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) {
    return new NetworkError("not-tls", `the server does not speak TLS here (${code})`);
  }
  if (code === "ETIMEDOUT") return new NetworkError("timeout", error.message);
  return new NetworkError("unreachable", error.message || code);
}
