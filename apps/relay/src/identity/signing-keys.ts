import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from "jose";
import { type Announcement, createAnnouncement } from "../hot/announcement.ts";
import type { Services } from "../http/context.ts";
import type { SigningKey } from "../records/partners.ts";
import { ACCESS_TOKEN_SECONDS, ALGORITHM } from "./access-token.ts";
import { Remembered } from "./remembered.ts";

const CHANNEL = "signing-keys-changed";
const DAY_MS = 24 * 3600_000;
/** How old a key becomes before another takes its place. */
export const KEY_AGE_MS = 30 * DAY_MS;
/** How long a key that signs no more still verifies: the life of a token, and a minute in which nodes hear of it. */
const VERIFIES_MS = ACCESS_TOKEN_SECONDS * 1000 + 60_000;
const LOOK_EVERY_MS = 3600_000;
/** The longest that a lost message can keep a node at the keys of before. */
const MAX_AGE_MS = 10_000;
/** How soon a token of an unknown key may have the keys read again. */
const READ_AGAIN_MS = 1000;

interface KeySet {
  readonly readAt: number;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly verifying: ReadonlyMap<string, VerifyingKey>;
}

interface VerifyingKey {
  readonly jwk: JWK;
  readonly key: CryptoKey;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * The keys of access tokens: one signs, those before it verify until their tokens have expired. They are kept in the
 * records, so that every node has the same; a node learns of a change at once.
 */
export class SigningKeys {
  readonly #services: Services;
  readonly #set: Remembered<KeySet>;
  #announcement: Announcement | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Services) {
    this.#services = services;
    const { now } = services;
    this.#set = new Remembered({ load: () => this.#read(), maxAgeMs: MAX_AGE_MS, max: 1, now });
  }

  async start(): Promise<void> {
    const { hot, log } = this.#services;
    this.#announcement = await createAnnouncement(hot.bus, log, CHANNEL, () => this.#set.clear());
    await this.rotateIfDue();
    this.#timer = setInterval(() => {
      this.rotateIfDue().catch((error: unknown) =>
        log.error({ err: error }, "the signing key was not changed"),
      );
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#announcement?.stop();
  }

  async current(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }> {
    return this.#get();
  }

  /** @returns undefined where tokens of that key are not good, or not any more. */
  async verifying(kid: string): Promise<CryptoKey | undefined> {
    const { now } = this.#services;
    let set = await this.#get();
    // Another node may have made it a moment ago.
    if (!set.verifying.has(kid) && now() - set.readAt >= READ_AGAIN_MS) {
      this.#set.clear();
      set = await this.#get();
    }
    const found = set.verifying.get(kid);
    return found && now() < found.until ? found.key : undefined;
  }

  /** The public halves (RFC 7517, section 5). */
  async jwks(): Promise<JSONWebKeySet> {
    const { now } = this.#services;
    const { verifying } = await this.#get();
    return { keys: [...verifying.values()].filter(({ until }) => now() < until).map(({ jwk }) => jwk) };
  }

  async rotateIfDue(): Promise<void> {
    const [current] = await this.#services.records.signingKeys.list();
    const isDue = !current || this.#services.now() - current.createdAt >= KEY_AGE_MS;
    if (isDue) await this.#rotate(current?.kid, "verify");
  }

  /**
   * Makes a new key now.
   *
   * @returns false where another node has just done that
   */
  async rotate(previous: "verify" | "revoke"): Promise<boolean> {
    return this.#rotate((await this.current()).kid, previous);
  }

  async #rotate(replaces: string | undefined, previous: "verify" | "revoke"): Promise<boolean> {
    const { records, now } = this.#services;
    const at = now();
    const next = await newKey(at);
    const dropRetiredBefore = previous === "revoke" ? at : at - VERIFIES_MS;
    const done = await records.signingKeys.rotate({ next, replaces, dropRetiredBefore });
    await this.#announcement?.tell();
    return done;
  }

  #get(): Promise<KeySet> {
    return this.#set.get("all");
  }

  async #read(): Promise<KeySet> {
    const { records, now } = this.#services;
    const readAt = now();
    const keys = await records.signingKeys.list();
    const [current] = keys;
    if (!current) throw new Error("there is no key for access tokens");
    const verifying = await Promise.all(
      keys.map(async ({ kid, jwk: { d: _, ...publicJwk }, retiredAt }): Promise<[string, VerifyingKey]> => {
        const jwk = { ...publicJwk, kid, alg: ALGORITHM, use: "sig" };
        const until = retiredAt === undefined ? Number.POSITIVE_INFINITY : retiredAt + VERIFIES_MS;
        return [kid, { jwk, key: await importKey(publicJwk), until }];
      }),
    );
    return {
      readAt,
      kid: current.kid,
      privateKey: await importKey(current.jwk),
      verifying: new Map(verifying),
    };
  }
}

async function newKey(createdAt: number): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { kid: await calculateJwkThumbprint(jwk), jwk, createdAt };
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("not an asymmetric key");
  return key;
}
