import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { RelayEnv } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import { REFRESH_TOKEN_SECONDS } from "./sessions.ts";

const NAME = "openlock_refresh";
const PATH = "/api/session";
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function setRefreshCookie(
  c: Context<RelayEnv>,
  refreshToken: string,
  relayUrl: string | undefined,
): void {
  setCookie(c, NAME, refreshToken, { ...cookieAttributes(c, PATH, relayUrl), maxAge: REFRESH_TOKEN_SECONDS });
}

export function clearRefreshCookie(c: Context<RelayEnv>, relayUrl: string | undefined): void {
  deleteCookie(c, NAME, cookieAttributes(c, PATH, relayUrl));
}

/** @returns undefined where there is no cookie that could be a refresh token. */
export function refreshCookie(c: Context<RelayEnv>): string | undefined {
  const token = getCookie(c, NAME);
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/**
 * A browser says in `Origin` which page sends a request; only our own pages may make use of the cookie. `SameSite`
 * says the same to browsers, but counts every port and subdomain of a host as the same site.
 *
 * @throws {ProblemError} `forbidden`
 */
export function requireOwnOrigin(c: Context<RelayEnv>, relayUrl: string | undefined): void {
  const origin = c.req.header("origin");
  if (origin === undefined) return;
  // The scheme is left to `Secure`: behind a proxy that ends TLS the relay sees another than the browser.
  const own = [new URL(c.req.url).host, ...(relayUrl === undefined ? [] : [new URL(relayUrl).host])];
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host)) {
    throw new ProblemError("forbidden", "A page of another site may not do this. Open the relay's own page.");
  }
}

/** What every cookie of the relay is like. */
export function cookieAttributes(c: Context<RelayEnv>, path: string, relayUrl: string | undefined) {
  const url = new URL(c.req.url);
  // Behind a proxy that ends TLS, the browser's address is the configured one. Plain HTTP is for this machine alone,
  // and not every browser takes `Secure` cookies from it.
  const overTls =
    url.protocol === "https:" ||
    (relayUrl?.startsWith("https:") === true && new URL(relayUrl).host === url.host);
  return { path, httpOnly: true, sameSite: "Strict", secure: overTls } as const;
}
