import { createHash } from "node:crypto";
import { BOUNDS, type CommandArgs } from "@openlock/protocol";
import type { KeyValueStore } from "../../chip/services.ts";
import type { Log } from "../core/log.ts";
import { NVS_KEYS } from "../core/nvs-keys.ts";

/** A grant, or everything for a key. */
export type Revocable = { readonly jti: string } | { readonly kid: string };

const ID_BYTES = 16;
const ENTRY_BYTES = ID_BYTES + 8;

/**
 * What was revoked, in NVS: of each the first half of a SHA-256, and until when in seconds since the epoch. What is
 * over makes room for new ones; what still counts never does.
 */
export class Revocations {
  readonly #nvs: KeyValueStore;
  #untilById = new Map<string, number>();
  /** Without knowing what was revoked, nothing that could be is taken. */
  readonly #unreadable: boolean;

  constructor(nvs: KeyValueStore, log: Pick<Log, "error">) {
    this.#nvs = nvs;
    const stored = Buffer.from(nvs.get(NVS_KEYS.revocations) ?? []);
    this.#unreadable = stored.length % ENTRY_BYTES !== 0;
    if (this.#unreadable) {
      log.error("grant", "the revocations cannot be read; no signed command is taken until a reset");
      return;
    }
    for (let at = 0; at < stored.length; at += ENTRY_BYTES) {
      const id = stored.toString("hex", at, at + ID_BYTES);
      this.#untilById.set(id, Number(stored.readBigUInt64BE(at + ID_BYTES)));
    }
  }

  /** @param now seconds since the epoch */
  isRevoked(what: Revocable, now: number): boolean {
    return this.#unreadable || now < (this.#untilById.get(idOf(what)) ?? 0);
  }

  /**
   * Keeps a revocation, for as long as the longest that was asked for the same.
   *
   * @returns false where there is no room
   * @throws what NVS throws; then nothing was changed
   */
  add(revocation: CommandArgs<"revoke">, now: number): boolean {
    if (this.#unreadable) return false;
    const next = new Map([...this.#untilById].filter(([, until]) => now < until));
    const id = idOf(revocation);
    next.set(id, Math.max(revocation.until, next.get(id) ?? 0));
    if (next.size > BOUNDS.revocations) return false;
    this.#nvs.commit(new Map([[NVS_KEYS.revocations, encode(next)]]));
    this.#untilById = next;
    return true;
  }
}

function idOf(what: Revocable): string {
  const text = "jti" in what ? `jti:${what.jti}` : `kid:${what.kid}`;
  return createHash("sha256").update(text).digest().toString("hex", 0, ID_BYTES);
}

function encode(untilById: ReadonlyMap<string, number>): Uint8Array {
  const bytes = Buffer.alloc(untilById.size * ENTRY_BYTES);
  let at = 0;
  for (const [id, until] of untilById) {
    bytes.write(id, at, "hex");
    bytes.writeBigUInt64BE(BigInt(until), at + ID_BYTES);
    at += ENTRY_BYTES;
  }
  return new Uint8Array(bytes);
}
