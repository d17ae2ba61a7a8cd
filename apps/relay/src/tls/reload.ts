import { X509Certificate } from "node:crypto";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { loadTls, type TlsIdentity } from "./load.ts";

/** How often certificate files that were given are looked at: whoever renews them need not tell the relay. */
export const GIVEN_CHECK_MS = 30_000;
/** How often the relay's own certificate is: its end, the machine's names. */
const OWN_CHECK_MS = 12 * 3600_000;

interface ReloadParts {
  readonly config: Config;
  readonly now: () => number;
  readonly log: Logger;
  /** Handshakes from now on use it. */
  apply(tls: TlsIdentity): void;
  readonly checkMs?: number | undefined;
}

/** Keeps the certificate that the relay serves with the one that is on the disk, without a restart. */
export class TlsReload {
  readonly #parts: ReloadParts;
  readonly #timer: NodeJS.Timeout;
  #current: TlsIdentity;
  #complaint: string | undefined;
  #checking: Promise<void> = Promise.resolve();

  constructor(first: TlsIdentity, parts: ReloadParts) {
    this.#current = first;
    this.#parts = parts;
    const checkMs = parts.checkMs ?? (first.selfMade ? OWN_CHECK_MS : GIVEN_CHECK_MS);
    this.#timer = setInterval(() => void this.check(), checkMs);
    this.#timer.unref();
  }

  get current(): TlsIdentity {
    return this.#current;
  }

  /** Looks now. What is not whole, such as a new certificate whose key is not written yet, leaves all as it is. */
  check(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#check());
    return this.#checking;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #check(): Promise<void> {
    const { config, now, log, apply } = this.#parts;
    try {
      const found = await loadTls(config, now());
      const { cert, key, ca } = this.#current;
      this.#complaint = undefined;
      if (found.cert === cert && found.key === key && found.ca === ca) return;
      apply(found);
      this.#current = found;
      const { fingerprint256, validTo } = new X509Certificate(found.cert);
      log.info({ fingerprint: fingerprint256, validTo }, "the certificate was replaced");
    } catch (error) {
      // Said once, not at each look.
      const complaint = error instanceof Error ? error.message : String(error);
      if (complaint !== this.#complaint)
        log.error({ err: error }, "no new certificate; the one before stays");
      this.#complaint = complaint;
    }
  }
}
