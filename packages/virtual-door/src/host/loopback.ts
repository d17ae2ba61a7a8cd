import type { IncomingMessage } from "node:http";

/**
 * Who may do what. The host listens on this machine only, but every web page that a person visits can send requests
 * to it: by a foreign origin, or under a name of its own that it lets resolve to 127.0.0.1 (DNS rebinding). So the
 * Host header must name this machine, and whatever does more than list doors wants an origin on this machine too,
 * or none, as programs that are not browsers have none.
 */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** @param alsoHost the address that the host was told to listen on */
export function hostIsOurs(request: IncomingMessage, alsoHost: string): boolean {
  const { host } = request.headers;
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return LOOPBACK.has(hostname) || hostname === alsoHost;
}

export function originIsOurs(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && LOOPBACK.has(new URL(origin).hostname);
}
