import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { plainAddress } from "../../net/network.ts";

/**
 * Who asks. Behind `hops` trusted proxies that is the entry of `X-Forwarded-For` that the outermost of them wrote;
 * what stands before it, anybody could have written. A proxy speaks plain HTTP with the relay: whoever comes by HTTPS
 * has not come through one, and is who the connection says.
 */
export function clientAddress(incoming: IncomingMessage, hops: number): string {
  const peer = plainAddress(incoming.socket.remoteAddress ?? "");
  if (hops === 0 || incoming.socket instanceof TLSSocket) return peer;
  const header = incoming.headers["x-forwarded-for"];
  const forwarded = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const from = forwarded.at(-hops) ?? forwarded[0];
  return from === undefined ? peer : plainAddress(from);
}
