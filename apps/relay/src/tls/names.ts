import { hostname, networkInterfaces } from "node:os";

/** DNS names and IP addresses under which this machine may be reached, for the server certificate. */
export function ownNames(publicUrl: string | undefined): readonly string[] {
  const names = new Set(["localhost", "127.0.0.1", "::1"]);
  const host = hostname().toLowerCase();
  if (isDnsName(host)) {
    names.add(host);
    if (!host.includes(".")) names.add(`${host}.local`);
  }
  for (const address of lanAddresses()) names.add(address);
  if (publicUrl) names.add(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ""));
  return [...names];
}

/** The host that a device on the same network reaches this machine by. */
export function bestHost(): string {
  return lanAddresses().find((address) => !address.includes(":")) ?? "localhost";
}

function lanAddresses(): readonly string[] {
  return (
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      // Link-local IPv6 addresses come with a zone, which a certificate cannot name.
      .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
      .map(({ address }) => address)
  );
}

function isDnsName(name: string): boolean {
  return /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/.test(
    name,
  );
}
