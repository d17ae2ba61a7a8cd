import { makeProof } from "@openlock/protocol";
import type { OwnKey } from "./own-key.ts";

/**
 * `fetch` that proves a guest's key to the relay with each request, in place of an access token.
 *
 * @param now milliseconds since the epoch
 * @example createClient({ server, fetch: guestFetch(key), signer: grantSigner(key, (door) => grants[door]) })
 */
export function guestFetch(
  key: OwnKey,
  {
    fetch: by = (...args: Parameters<typeof fetch>) => fetch(...args),
    now = Date.now,
  }: { readonly fetch?: typeof fetch; readonly now?: () => number } = {},
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const proof = await makeProof({ method: request.method, url: origin + pathname }, key, now());
    request.headers.set("dpop", proof);
    return by(request);
  };
}
