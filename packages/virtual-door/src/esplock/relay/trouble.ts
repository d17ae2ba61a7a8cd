import type { NetworkError, WifiFailure } from "../../chip/services.ts";
import { printable } from "../core/log.ts";
import type { Failure } from "../core/progress.ts";
import type { Server } from "../core/settings.ts";

/** What a failed connection to the relay means, for a person at the cable. */
export function networkTrouble(error: NetworkError, server: Server, now: number): Failure {
  const host = new URL(server.url).host;
  const authority = server.ca ? "the authority that this device was given" : "a public authority";
  const at = new Date(now).toISOString().slice(0, 16).replace("T", " ");
  const plain = (detail: string) => ({ code: error.code, detail, critical: false });
  const critical = (detail: string) => ({ code: error.code, detail, critical: true });
  switch (error.code) {
    case "offline":
      return plain("The Wi-Fi is gone.");
    case "unreachable":
      return plain(`${host} cannot be reached: check the address, and that the server runs.`);
    case "timeout":
      return plain(`${host} does not answer in time.`);
    case "certificate-untrusted":
      return critical(`The certificate of ${host} does not come from ${authority}.`);
    case "certificate-expired":
      return critical(`The certificate of ${host} has expired (it is ${at} UTC here).`);
    case "certificate-not-yet-valid":
      return critical(`The certificate of ${host} is not valid yet (it is ${at} UTC here).`);
    case "certificate-name":
      return critical(`The certificate of ${host} is for another name.`);
    case "not-tls":
      return critical(`${host} does not speak TLS there: check the address and its port.`);
    case "too-large":
      return plain(`The answer of ${host} is larger than allowed.`);
    case "refused":
      return plain(`${host} refused the connection (${error.status ?? printable(error.message, 80)}).`);
  }
}

export function wifiTrouble(failure: WifiFailure, ssid: string): Failure {
  const network = `“${printable(ssid, 32)}”`;
  switch (failure) {
    case "no-access-point":
      return {
        code: "wifi-no-access-point",
        detail: `No network called ${network} is in reach.`,
        critical: false,
      };
    case "wrong-password":
      return {
        code: "wifi-wrong-password",
        detail: `${network} did not accept the password.`,
        critical: true,
      };
    case "timeout":
      return {
        code: "wifi-timeout",
        detail: `${network} did not let this device in in time.`,
        critical: false,
      };
  }
}
