import type { IncomingMessage } from "node:http";

/**
 * Who asks. Behind `hops` trusted proxies that is the entry of `X-Forwarded-For` that the outermost of them wrote;
 * what stands before it, anybody could have written.
 */
export function clientAddress(incoming: IncomingMessage, hops: number): string {
  const peer = plain(incoming.socket.remoteAddress ?? "unknown");
  if (hops === 0) return peer;
  const header = incoming.headers["x-forwarded-for"];
  const forwarded = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((part) => plain(part.trim()))
    .filter((part) => part !== "");
  const chain = [...forwarded, peer];
  return chain[Math.max(0, chain.length - 1 - hops)] ?? peer;
}

/** IPv4 as such, where a socket for both kinds writes it as IPv6. */
function plain(address: string): string {
  return address.slice(0, 64).replace(/^::ffff:(?=\d+\.)/, "");
}
