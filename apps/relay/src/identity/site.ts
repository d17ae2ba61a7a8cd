import { isIP } from "node:net";
import type { Config } from "../config/config.ts";

/** Where people open this relay with a browser. */
export interface Site {
  /** For links in mails; no slash at its end. */
  readonly url: string;
  /** The RP ID of WebAuthn, and the origins of pages that may use it; undefined where no passkey can work. */
  readonly passkeys: { readonly rpId: string; readonly origins: readonly string[] } | undefined;
}

/**
 * From the configuration alone, never from what a request says of itself: a `Host` can be anything. Without
 * `OPENLOCK_URL` it is this machine, at the two ports.
 */
export function siteOf(
  config: Pick<Config, "OPENLOCK_URL">,
  ports: { readonly port: number; readonly tlsPort: number },
): Site {
  const { OPENLOCK_URL: url } = config;
  if (url !== undefined) return { url, passkeys: passkeysAt(new URL(url)) };
  const here = `http://localhost:${ports.port}`;
  return {
    url: here,
    passkeys: {
      rpId: "localhost",
      origins: [here, `https://localhost:${ports.tlsPort}`].map((address) => new URL(address).origin),
    },
  };
}

/** WebAuthn wants a domain, not an address, and a secure context (Level 3, 5.1.3 and 13.4.9). */
function passkeysAt({ hostname, origin, protocol }: URL): Site["passkeys"] {
  const isSecure = protocol === "https:" || hostname === "localhost";
  if (!isSecure || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0) return undefined;
  return { rpId: hostname, origins: [origin] };
}
