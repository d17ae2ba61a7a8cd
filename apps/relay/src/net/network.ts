import { BlockList, isIP, isIPv6 } from "node:net";

/** What one subscriber has: an IPv4 address, or an IPv6 /64 (RFC 6177), of which anybody takes addresses at will. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes(".")) return ip;
  const [address = ""] = ip.split("%", 1);
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  const network = [...before, ...zeros, ...after].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address is this machine itself. */
export function isLoopback(ip: string): boolean {
  const version = isIP(ip);
  return version !== 0 && loopback.check(ip, version === 6 ? "ipv6" : "ipv4");
}

/**
 * An address as it is counted, from how a socket or a proxy spells it: IPv4 as such where it is mapped into IPv6 (RFC
 * 4291, 2.5.5.2), without a port and brackets, which some proxies add.
 *
 * @returns `unknown` where it is no address
 */
export function plainAddress(text: string): string {
  if (text.length > 64) return "unknown";
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const mapped = /^::ffff:(?:([\d.]+)|([\da-f]{1,4}):([\da-f]{1,4}))$/i.exec(bare);
  const dotted = mapped?.[1] ?? (mapped?.[2] && mapped[3] ? dottedOf(mapped[2], mapped[3]) : bare);
  return isIP(dotted) === 0 ? "unknown" : dotted;
}

function dottedOf(high: string, low: string): string {
  return [high, low]
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join(".");
}
