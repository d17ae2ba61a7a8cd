import type { Context } from "hono";
import type { RelayEnv } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { Website } from "../records/partners.ts";
import type { Websites } from "../websites/websites.ts";

/**
 * Whether a request comes from the relay's own pages, or from none: a browser says in `Origin` whose page sends it, and
 * leaves that out for what a page reads from its own origin.
 *
 * @param relayUrl the address that people use, where it is configured
 */
export function isOwnOrigin(c: Context<RelayEnv>, relayUrl: string | undefined): boolean {
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  return isRelayOrigin(origin, new URL(c.req.url), relayUrl);
}

/**
 * Whether an origin is one at which people reach this relay.
 *
 * @param asked the address of a request, as the relay sees it
 * @param relayUrl the address that people use, where it is configured
 */
function isRelayOrigin(origin: string, asked: URL, relayUrl: string | undefined): boolean {
  if (relayUrl === undefined) {
    // Whether a proxy before the relay ends TLS is not known, so the scheme is left out.
    return URL.canParse(origin) && new URL(origin).origin === origin && new URL(origin).host === asked.host;
  }
  const own = new URL(relayUrl);
  if (origin === own.origin) return true;
  // Behind a proxy that ends TLS the relay sees plain HTTP: at the configured host, the configured scheme alone counts.
  return origin === asked.origin && asked.host !== own.host;
}

/** Whether an address is the one that a request went to, without query and fragment (RFC 9449, 4.3). */
export function isAddressOf(c: Context<RelayEnv>, address: string, relayUrl: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.href === url.origin + c.req.path && isRelayOrigin(url.origin, new URL(c.req.url), relayUrl);
}

/**
 * Whether a page that is not the relay's own had a browser ask: by Fetch Metadata (2.3), which browsers send where the relay
 * has HTTPS, or by `Origin`, which is on everything but reading.
 */
export function isForeignPage(c: Context<RelayEnv>, relayUrl: string | undefined): boolean {
  const site = c.req.header("sec-fetch-site");
  return site === "cross-site" || site === "same-site" || !isOwnOrigin(c, relayUrl);
}

/**
 * The website whose page sends a request; undefined for the relay's own pages, and for what is no page.
 *
 * @throws {ProblemError} `forbidden` for every other page
 */
export async function websiteOf(
  c: Context<RelayEnv>,
  websites: Websites,
  relayUrl: string | undefined,
): Promise<Website | undefined> {
  if (isOwnOrigin(c, relayUrl)) return undefined;
  const website = await websites.usable(c.req.header("origin") ?? "");
  if (website) return website;
  throw new ProblemError(
    "forbidden",
    "The page that asks is of no website that this relay has verified. An admin can add it, or see why it is suspended.",
    // Any page can have the browsers of its visitors ask; nothing was tried yet.
    { offence: "bare" },
  );
}

/**
 * The website at which somebody wants to sign in, which their page must be of.
 *
 * @param wanted the origin that the request names
 * @throws {ProblemError} `forbidden` where the page that asks is of another, or of none that is verified
 */
export async function websiteToSignInAt(
  c: Context<RelayEnv>,
  websites: Websites,
  relayUrl: string | undefined,
  wanted: string | undefined,
): Promise<Website | undefined> {
  const website = await websiteOf(c, websites, relayUrl);
  const isOwn = wanted === undefined || (relayUrl !== undefined && wanted === new URL(relayUrl).origin);
  if (isOwn ? website === undefined : website?.origin === wanted) return website;
  throw new ProblemError(
    "forbidden",
    "A page can ask for sign-in at its own website alone, and must name it.",
  );
}
