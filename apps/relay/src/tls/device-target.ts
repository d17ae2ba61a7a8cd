import type { About } from "@openlock/api";
import type { Config } from "../config/config.ts";
import type { TlsIdentity } from "./load.ts";
import { bestHost } from "./names.ts";

/**
 * What a device must be given to reach this relay. Behind a proxy, or at another port than the relay's own listener,
 * somebody else ends TLS with a certificate of theirs: then the relay's authority would only keep devices away.
 */
export function deviceTarget(config: Config, tls: TlsIdentity, tlsPort: number): About["device"] {
  const given = config.OPENLOCK_URL === undefined ? undefined : new URL(config.OPENLOCK_URL);
  if (given?.protocol === "https:") {
    const ours = config.TRUST_PROXY === 0 && Number(given.port || 443) === tlsPort;
    return { url: config.OPENLOCK_URL ?? "", ...(ours && tls.ca !== undefined ? { ca: tls.ca } : {}) };
  }
  const host = given?.hostname ?? hostFor(config.HOST);
  return { url: `https://${host}:${tlsPort}`, ...(tls.ca === undefined ? {} : { ca: tls.ca }) };
}

function hostFor(listening: string | undefined): string {
  if (listening === undefined || listening === "0.0.0.0" || listening === "::") return bestHost();
  if (listening === "127.0.0.1" || listening === "::1") return "localhost";
  return listening.includes(":") ? `[${listening}]` : listening;
}
