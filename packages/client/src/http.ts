import { Problem, ProtocolError, parseShape, parseStrictJson, problemName } from "@openlock/protocol";
import type * as z from "zod/mini";
import { isOpenLockErrorCode, OpenLockError } from "./errors.ts";

const ANSWER_MAX = 64 * 1024;

export interface HttpOptions {
  readonly server: string;
  readonly token: string | (() => string | Promise<string>);
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

/**
 * One request to the relay.
 *
 * @throws {OpenLockError} of a problem document, `network`, `timeout`, `aborted`, `bad-response`
 */
export async function request<S extends z.ZodMiniType>(
  options: HttpOptions,
  schema: S,
  path: string,
  init: {
    readonly method: "GET" | "POST";
    readonly body?: string;
    readonly type?: string;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<z.output<S>> {
  const token = typeof options.token === "string" ? options.token : await options.token();
  const timeout = AbortSignal.timeout(options.timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await options.fetch(new URL(path, options.server), {
      method: init.method,
      headers: { authorization: `Bearer ${token}`, ...(init.type ? { "content-type": init.type } : {}) },
      signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
      // A door's state is never to come from a cache.
      cache: "no-store",
      redirect: "error",
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    text = await response.text();
  } catch (cause) {
    if (init.signal?.aborted) throw new OpenLockError("aborted", "The request was given up.", { cause });
    if (timeout.aborted) throw new OpenLockError("timeout", "The relay did not answer in time.", { cause });
    throw new OpenLockError("network", "The relay could not be reached.", { cause });
  }
  if (!response.ok) throw problemError(response, text);
  try {
    return parseShape(schema, parseStrictJson(text, ANSWER_MAX));
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new OpenLockError("bad-response", `The relay's answer does not fit: ${cause.message}.`, { cause });
  }
}

function problemError(response: Response, text: string): OpenLockError {
  let problem: Problem;
  try {
    problem = parseShape(Problem, parseStrictJson(text, ANSWER_MAX));
  } catch (cause) {
    return new OpenLockError("bad-response", `The relay answered ${response.status}, without saying why.`, {
      cause,
    });
  }
  const name = problemName(problem);
  const retryAfter = Number(response.headers.get("retry-after"));
  return new OpenLockError(
    isOpenLockErrorCode(name) ? name : "unknown-problem",
    problem.detail ?? problem.title,
    {
      ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
    },
  );
}
