import { lookup as systemLookup } from "node:dns/promises";
import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./address.ts";

/** Why a request was not made or came to nothing. */
export type GuardedFetchCode =
  /** Not `http:` or `https:`, or with a user name in it. */
  | "not-allowed"
  /** The host is, or resolves to, an address that is not on the public internet. */
  | "private-address"
  | "unresolved"
  | "unreachable"
  | "timeout"
  | "too-large"
  /** It leads elsewhere, or too often. */
  | "redirected";

export class GuardedFetchError extends Error {
  override readonly name = "GuardedFetchError";
  readonly code: GuardedFetchCode;

  constructor(code: GuardedFetchCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface GuardedRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Redirects that are followed, of a GET and within the origin alone. Default 0. */
  readonly redirects?: number;
  /** For everything, from the name to the last byte. Default 10 s. */
  readonly timeoutMs?: number;
  /** Of the answer's body. Default 64 KiB. */
  readonly maxBytes?: number;
  /** Default false. */
  readonly allowPrivateNetwork?: boolean;
  /** Tests put a resolver of their own here. */
  readonly lookup?: (host: string) => Promise<readonly { address: string; family: number }[]>;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TIMEOUT_MS = 10_000;
const BYTES_MAX = 64 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;

/**
 * Asks an address that somebody else chose, without lending them the relay's place in its network: only public
 * addresses, and the very one that was checked is connected to, so that a name cannot mean another a moment later.
 *
 * @throws {GuardedFetchError}
 */
export async function guardedFetch(url: string | URL, request: GuardedRequest = {}): Promise<GuardedAnswer> {
  const { redirects = 0, timeoutMs = TIMEOUT_MS } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  let at = new URL(url);
  for (let followed = 0; ; followed += 1) {
    const answer = await ask(at, request, signal);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    if (!URL.canParse(location, at.href))
      throw new GuardedFetchError("redirected", "It redirects to no address.");
    const next = new URL(location, at);
    if (request.method === "POST" || next.origin !== at.origin || followed >= redirects) {
      throw new GuardedFetchError("redirected", "It redirects to somewhere else, which is not followed.");
    }
    at = next;
  }
}

async function ask(url: URL, request: GuardedRequest, signal: AbortSignal): Promise<GuardedAnswer> {
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new GuardedFetchError("not-allowed", "Only plain http and https addresses are asked.");
  }
  const { method = "GET", headers = {}, body, allowPrivateNetwork = false } = request;
  const { maxBytes = BYTES_MAX, lookup = lookupAll } = request;
  // An address needs no lookup, so the hook below would not see it.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) && !allowPrivateNetwork && !isPublicAddress(literal)) throw privateAddress();
  const outgoing = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
    method,
    headers: { "accept-encoding": "identity", "user-agent": "OpenLock", ...headers },
    // A connection of its own: one that is kept alive would outlive the check of its address.
    agent: false,
    lookup: checkedLookup(lookup, allowPrivateNetwork),
    maxHeaderSize: HEADER_BYTES_MAX,
    signal,
  });
  try {
    outgoing.end(body);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    return {
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      body: await read(incoming, maxBytes),
    };
  } catch (error) {
    throw asGuardedError(error, signal);
  } finally {
    outgoing.on("error", () => {});
    outgoing.destroy();
  }
}

async function read(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes)
      throw new GuardedFetchError("too-large", `The answer is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The name is resolved once, and what is connected to is what was checked. One bad address condemns the name. */
function checkedLookup(
  lookup: NonNullable<GuardedRequest["lookup"]>,
  allowPrivateNetwork: boolean,
): LookupFunction {
  return (host, options, callback) => {
    const answer = async () => {
      const found = await lookup(host);
      const [first] = found;
      if (!first) throw new GuardedFetchError("unresolved", "The name has no address.");
      if (!allowPrivateNetwork && !found.every(({ address }) => isPublicAddress(address)))
        throw privateAddress();
      return { first, found };
    };
    answer().then(
      ({ first, found }) => {
        if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ""),
    );
  };
}

function lookupAll(host: string): Promise<readonly { address: string; family: number }[]> {
  return systemLookup(host, { all: true });
}

function privateAddress(): GuardedFetchError {
  return new GuardedFetchError(
    "private-address",
    "The address is not on the public internet. ALLOW_PRIVATE_NETWORK lets the relay ask it all the same.",
  );
}

function asGuardedError(error: unknown, signal: AbortSignal): GuardedFetchError {
  if (error instanceof GuardedFetchError) return error;
  if (signal.aborted) return new GuardedFetchError("timeout", "No answer came in time.", { cause: error });
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOTFOUND" || code === "EAI_AGAIN"
    ? new GuardedFetchError("unresolved", "The name has no address.", { cause: error })
    : new GuardedFetchError("unreachable", "No connection came about, or it broke off.", { cause: error });
}
