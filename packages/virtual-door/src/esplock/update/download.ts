import { createHash } from "node:crypto";
import type { ReleaseClaims } from "@openlock/protocol";
import { NetworkError } from "../../chip/services.ts";
import type { Boot } from "../core/boot.ts";
import type { Log } from "../core/log.ts";
import { Backoff } from "../relay/backoff.ts";
import type { RelayAccess } from "../relay/relay-link.ts";
import { UpdateRefusal } from "./refusal.ts";

/** Tries without a new byte after which a download is given up. */
const MAX_TRIES = 10;
const SILENCE_MS = 15_000;

export interface DownloadParts {
  readonly boot: Boot;
  readonly log: Log;
  /** Where the relay is now and what it knows this device by; tokens come and go meanwhile. */
  readonly access: () => RelayAccess | undefined;
}

/**
 * Fetches an image into the slot that does not run, and goes on where it broke off (section 5, 2).
 *
 * @param path on the relay
 * @returns SHA-256 of what was received, in lower-case hexadecimal
 * @throws {UpdateRefusal} `download-failed`, `write-failed`
 */
export async function downloadImage(
  parts: DownloadParts,
  path: string,
  { size }: Pick<ReleaseClaims, "size">,
  onBytes: (received: number) => void,
): Promise<string> {
  const { boot, log } = parts;
  const backoff = new Backoff(boot.chip);
  const image = new ImageInProgress(boot, size, onBytes);
  let furthest = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    await attempt(parts, path, image);
    if (image.received === size) return image.sha256();
    if (image.received > furthest) {
      furthest = image.received;
      tries = -1;
      backoff.reset();
    }
    log.warn("update", `the download broke off after ${image.received} of ${size} bytes`);
    await boot.sleep(backoff.next());
  }
  throw new UpdateRefusal("download-failed", `${image.received} of ${size} bytes came`);
}

/** One request. That it breaks off is no fault: what came is kept. */
async function attempt({ boot, log, access }: DownloadParts, path: string, image: ImageInProgress) {
  const relay = access();
  if (!relay) return;
  const { server, token } = relay;
  const have = image.received;
  try {
    // The path is the relay's word and the host is not: it is put together here, not resolved.
    await boot.alive(
      boot.chip.net.download(`https://${new URL(server.url).host}${path}`, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(have > 0 ? { range: `bytes=${have}-` } : {}),
        },
        timeoutMs: SILENCE_MS,
        ...(server.ca === undefined ? {} : { ca: server.ca }),
        begin: (status, from) => {
          if (status === 200) image.startAgain();
          const wanted = status === 200 || (status === 206 && from === have && have > 0);
          if (!wanted) log.warn("update", `the server answered ${status}`);
          return wanted;
        },
        take: (bytes) => image.add(bytes),
      }),
    );
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn("update", error.code);
  }
  if (image.fault) throw image.fault;
}

/** What has come of an image, in the slot and in the hash. */
class ImageInProgress {
  readonly #boot: Boot;
  readonly #size: number;
  readonly #onBytes: (received: number) => void;
  #hash = createHash("sha256");
  received = 0;
  fault: UpdateRefusal | undefined;

  constructor(boot: Boot, size: number, onBytes: (received: number) => void) {
    this.#boot = boot;
    this.#size = size;
    this.#onBytes = onBytes;
  }

  startAgain(): void {
    this.#hash = createHash("sha256");
    this.received = 0;
  }

  /** @returns whether more is wanted */
  add(chunk: Uint8Array): boolean {
    const bytes = chunk.subarray(0, this.#size - this.received);
    try {
      this.#boot.chip.slots.write(this.received, bytes);
    } catch (cause) {
      if (this.#boot.off.aborted) throw cause;
      this.fault = new UpdateRefusal("write-failed", cause instanceof Error ? cause.message : "flash");
      return false;
    }
    this.#hash.update(bytes);
    this.received += bytes.length;
    this.#onBytes(this.received);
    return this.received < this.#size;
  }

  sha256(): string {
    return this.#hash.digest("hex");
  }
}
