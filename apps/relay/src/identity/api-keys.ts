import { randomBase64url } from "@openlock/protocol";
import { sha256 } from "../crypto/hash.ts";
import { type Announcement, createAnnouncement } from "../hot/announcement.ts";
import type { Services } from "../http/context.ts";
import type { ApiKey } from "../records/partners.ts";
import { Remembered } from "./remembered.ts";

/** What every key begins with, so that a scanner finds one that was published. */
export const API_KEY_PREFIX = "olk_";
const KEY = /^olk_[A-Za-z0-9_-]{43}$/;
const KEY_BYTES = 32;
const CHANNEL = "api-keys-changed";
/** The longest that a lost message can leave a revoked key in use at another node. */
const MAX_AGE_MS = 10_000;
const MAX = 10_000;
/** How exactly the last use is kept. */
const USED_EVERY_MS = 60_000;

/** Keys by which a partner's programs use doors. Only their hash is kept: 256 random bits want no slow one. */
export class ApiKeys {
  readonly #services: Services;
  readonly #known: Remembered<ApiKey | undefined>;
  readonly #used = new Map<string, number>();
  #announcement: Announcement | undefined;

  constructor(services: Services) {
    this.#services = services;
    const { records, now } = services;
    this.#known = new Remembered({
      load: (hash) => records.apiKeys.byHash(hash),
      maxAgeMs: MAX_AGE_MS,
      max: MAX,
      now,
    });
  }

  async start(): Promise<void> {
    const { hot, log } = this.#services;
    this.#announcement = await createAnnouncement(hot.bus, log, CHANNEL, () => this.#known.clear());
  }

  async stop(): Promise<void> {
    await this.#announcement?.stop();
  }

  /** @returns the key, which nobody can read again, and what is kept of it. */
  async create(
    wanted: Pick<ApiKey, "name" | "doors" | "uses" | "expiresAt">,
  ): Promise<{ readonly key: string; readonly kept: ApiKey }> {
    const { records, now } = this.#services;
    const key = API_KEY_PREFIX + randomBase64url(KEY_BYTES);
    const kept = await records.apiKeys.create({ ...wanted, createdAt: now(), hash: sha256(key) });
    await this.#announcement?.tell();
    return { key, kept };
  }

  /** Holds at once, on every node. @returns false where it was gone already */
  async revoke(id: string): Promise<boolean> {
    const removed = await this.#services.records.apiKeys.remove(id);
    await this.#announcement?.tell();
    return removed;
  }

  /** To be called once the records have changed otherwise. */
  async changed(): Promise<void> {
    await this.#announcement?.tell();
  }

  /** Whether a text has the form of a key; it may never have been one. */
  static isOne(text: string): boolean {
    return KEY.test(text);
  }

  /** @returns undefined where the key is not good, or not any more. */
  async find(key: string): Promise<ApiKey | undefined> {
    if (!ApiKeys.isOne(key)) return undefined;
    const { now } = this.#services;
    const found = await this.#known.get(sha256(key));
    if (!found || (found.expiresAt !== undefined && found.expiresAt <= now())) return undefined;
    this.#noteUse(found.id);
    return found;
  }

  #noteUse(id: string): void {
    const { records, log, now } = this.#services;
    const at = now();
    if (at - (this.#used.get(id) ?? 0) < USED_EVERY_MS) return;
    this.#used.set(id, at);
    records.apiKeys.used(id, at).catch((error: unknown) => {
      log.warn({ err: error }, "when an API key was used was not written down");
    });
  }
}
