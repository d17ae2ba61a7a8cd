import { BlockList, isIPv4, isIPv6 } from "node:net";

/** What of IPv4 is not a host on the public internet (IANA's special-purpose registry, RFC 6890; multicast, class E). */
const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** The one block of IPv6 from which public addresses are given (RFC 4291, 2.4). */
const GLOBAL_V6 = "2000::/3";
/** What of it is not a host's own, or has an IPv4 address inside: Teredo and its like, documentation, 6to4, AS112. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];

const specialV4 = blockList(SPECIAL_V4, "ipv4");
const globalV6 = blockList([GLOBAL_V6], "ipv6");
const specialV6 = blockList(SPECIAL_V6, "ipv6");

/**
 * Whether an IP address is one of the public internet. Loopback, private, link-local and other special addresses are
 * not, in whatever spelling; nor is anything that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialV4.check(address, "ipv4");
  // Mapped IPv4 (`::ffff:…`) is outside the block too: nobody publishes such an address.
  return isIPv6(address) && globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
}

function blockList(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = "", prefix] = subnet.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
