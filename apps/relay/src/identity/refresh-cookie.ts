import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sha256 } from "../crypto/hash.ts";
import type { RelayEnv } from "../http/context.ts";
import { REFRESH_TOKEN_SECONDS } from "./sessions.ts";

const NAME = "openlock_refresh";
const PATH = "/api/session";
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const SUFFIX_CHARACTERS = 16;

/** Where a cookie belongs. */
export interface CookieOf {
  readonly relayUrl: string | undefined;
  /** Undefined for the relay's own pages. */
  readonly website: { readonly origin: string } | undefined;
}

export function setRefreshCookie(c: Context<RelayEnv>, refreshToken: string, of: CookieOf): void {
  setCookie(c, cookieName(NAME, of), refreshToken, {
    ...cookieAttributes(c, PATH, of),
    maxAge: REFRESH_TOKEN_SECONDS,
  });
}

export function clearRefreshCookie(c: Context<RelayEnv>, of: CookieOf): void {
  deleteCookie(c, cookieName(NAME, of), cookieAttributes(c, PATH, of));
}

/** @returns undefined where there is no cookie that could be a refresh token. */
export function refreshCookie(c: Context<RelayEnv>, of: CookieOf): string | undefined {
  const token = getCookie(c, cookieName(NAME, of));
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** Two websites of one site share a partition, and the relay may be of it too: each has a cookie of its own. */
export function cookieName(name: string, { website }: CookieOf): string {
  return website === undefined ? name : `${name}_${sha256(website.origin).slice(0, SUFFIX_CHARACTERS)}`;
}

/** What every cookie of the relay is like. */
export function cookieAttributes(c: Context<RelayEnv>, path: string, { relayUrl, website }: CookieOf) {
  const common = { path, httpOnly: true } as const;
  // From another site's page a browser sends no other cookie than this (CHIPS): kept apart for each site.
  if (website) return { ...common, sameSite: "None", secure: true, partitioned: true } as const;
  const url = new URL(c.req.url);
  // Behind a proxy that ends TLS, the browser's address is the configured one. Plain HTTP is for this machine alone,
  // and not every browser takes `Secure` cookies from it.
  const overTls =
    url.protocol === "https:" ||
    (relayUrl?.startsWith("https:") === true && new URL(relayUrl).host === url.host);
  return { ...common, sameSite: "Strict", secure: overTls } as const;
}
