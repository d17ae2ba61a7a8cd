import {
  BOUNDS,
  PROBLEM_STATUS,
  Problem,
  type ProblemName,
  ProtocolError,
  parseShape,
  parseStrictJson,
  problemName,
} from "@openlock/protocol";
import type * as z from "zod/mini";
import { fail, OpenLockError } from "./errors.ts";

/** More than any answer of section 4 has. The relay is not trusted: it must not fill this program's memory. */
const ANSWER_MAX = BOUNDS.frameBytes;

export interface HttpOptions {
  readonly server: string;
  /** None where a cookie says who asks. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Whether the relay's cookies go with it; they do not where this is not given. */
  readonly credentials?: "include";
  readonly body?: string;
  readonly type?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One request to the relay.
 *
 * @throws {OpenLockError} of a problem document, `network`, `timeout`, `aborted`, `unauthenticated`, `bad-response`,
 * `insecure-server`
 */
export async function request<S extends z.ZodMiniType>(
  options: HttpOptions,
  schema: S,
  path: string,
  wanted: HttpRequest,
): Promise<z.output<S>> {
  const address = readServer(options.server) + path;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = wanted.signal ? AbortSignal.any([wanted.signal, timeout]) : timeout;
  // Until the command is on its way, nothing can have come of it.
  let mayHaveRun = false;
  const ended = (cause: unknown) => {
    if (wanted.signal?.aborted) throw fail("aborted", "The request was given up.", { mayHaveRun, cause });
    if (timeout.aborted) throw fail("timeout", "The relay did not answer in time.", { mayHaveRun, cause });
  };

  const { token } = options;
  const authorization = token && `Bearer ${await readToken(token, signal, ended)}`;
  mayHaveRun = wanted.method === "POST" && !signal.aborted;
  let response: Response;
  let body: Uint8Array | undefined;
  try {
    response = await options.fetch(address, {
      method: wanted.method,
      headers: {
        ...(authorization && { authorization }),
        ...(wanted.type ? { "content-type": wanted.type } : {}),
      },
      signal,
      // A door's state is never to come from a cache, nor token and command to follow a redirect to somebody else.
      ...{
        cache: "no-store",
        redirect: "error",
        credentials: wanted.credentials ?? "omit",
        referrerPolicy: "no-referrer",
      },
      ...(wanted.body === undefined ? {} : { body: wanted.body }),
    });
    body = await readBody(response);
  } catch (cause) {
    if (cause instanceof OpenLockError) throw cause;
    ended(cause);
    throw fail("network", "The relay could not be reached.", { mayHaveRun, cause });
  }
  if (!body) throw fail("bad-response", "The relay's answer is too long.", { mayHaveRun });
  if (!response.ok) throw problemError(response, body, mayHaveRun);
  try {
    return parseShape(schema, body.length > 0 ? parseStrictJson(body, ANSWER_MAX) : undefined);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw fail("bad-response", `The relay's answer does not fit: ${cause.message}.`, { mayHaveRun, cause });
  }
}

/** The address without a slash at its end. */
function readServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url !== undefined && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && local)) {
    return url.origin + url.pathname.replace(/\/+$/, "");
  }
  throw fail("insecure-server", "The relay's address is neither https nor on this machine.");
}

/** Waits for the application, but not for longer than the call may take. */
async function readToken(
  token: NonNullable<HttpOptions["token"]>,
  signal: AbortSignal,
  ended: (cause: unknown) => void,
): Promise<string> {
  if (typeof token === "string") return token;
  try {
    return await orAborted(Promise.resolve(token()), signal);
  } catch (cause) {
    ended(cause);
    if (cause instanceof OpenLockError) throw cause;
    throw fail("unauthenticated", "There is no access token.", { cause });
  }
}

/** Gives up waiting, though not the work, when the signal says so. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let stop = () => {};
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** @returns nothing where it is too long */
async function readBody(response: Response): Promise<Uint8Array | undefined> {
  const body = new Uint8Array(ANSWER_MAX);
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = (await reader?.read())?.value;
    if (!chunk) return body.subarray(0, length);
    if (length + chunk.length > ANSWER_MAX) {
      await reader?.cancel();
      return undefined;
    }
    body.set(chunk, length);
    length += chunk.length;
  }
}

function problemError(response: Response, body: Uint8Array, mayHaveRun: boolean): OpenLockError {
  let problem: Problem;
  try {
    problem = parseShape(Problem, parseStrictJson(body, ANSWER_MAX));
  } catch (cause) {
    const message = `The relay answered ${response.status}, without saying why.`;
    return fail("bad-response", message, { mayHaveRun, cause });
  }
  const name = problemName(problem);
  const message = (problem.detail ?? problem.title).slice(0, 400);
  // Only problems of the protocol: the relay cannot speak for the device, whose errors come sealed.
  if (!isProblemName(name)) return fail("unknown-problem", message, { mayHaveRun });
  const retryAfter = Number(response.headers.get("retry-after"));
  return fail(name, message, {
    mayHaveRun: mayHaveRun && name === "device-timeout",
    ...(retryAfter > 0 && retryAfter < 1e6 ? { retryAfterSeconds: retryAfter } : {}),
  });
}

function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(PROBLEM_STATUS, name);
}
