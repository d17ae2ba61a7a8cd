import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { RelayEnv } from "../http/context.ts";
import type { SettingRecords } from "../records/records.ts";
import { type CookieOf, cookieAttributes, cookieName } from "./refresh-cookie.ts";

const NAME = "openlock_browser";
const PATH = "/api/sign-in";
const SECONDS = 365 * 24 * 3600;
const SETTING = "known-browser-key";
const VALUE = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/**
 * Browsers that remember that an address has signed in at them. It signs nobody in; it only keeps strangers' attempts at
 * the address apart from those at this browser, so that nobody can lock a person out of it.
 */
export class KnownBrowsers {
  readonly #key: Uint8Array;

  private constructor(key: Uint8Array) {
    this.#key = key;
  }

  static async load(settings: SettingRecords): Promise<KnownBrowsers> {
    const stored = await settings.putIfAbsent(SETTING, randomBytes(32).toString("base64url"));
    return new KnownBrowsers(Buffer.from(stored, "base64url"));
  }

  /** @returns the browser's id where the address has signed in at it, for `beginAttempt` and the limits */
  find(c: Context<RelayEnv>, email: string, of: CookieOf): string | undefined {
    const [, id, tag] = VALUE.exec(getCookie(c, cookieName(NAME, of)) ?? "") ?? [];
    if (id === undefined || tag === undefined) return undefined;
    return timingSafeEqual(Buffer.from(tag), Buffer.from(this.#tag(id, email))) ? id : undefined;
  }

  /** To be called when somebody has signed in. */
  remember(c: Context<RelayEnv>, email: string, of: CookieOf): void {
    const id = this.find(c, email, of) ?? randomBytes(16).toString("base64url");
    setCookie(c, cookieName(NAME, of), `${id}.${this.#tag(id, email)}`, {
      ...cookieAttributes(c, PATH, of),
      maxAge: SECONDS,
    });
  }

  #tag(id: string, email: string): string {
    return createHmac("sha256", this.#key).update(`${id}\n${email}`).digest("base64url");
  }
}
