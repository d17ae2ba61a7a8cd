import { askedLanguage } from "../i18n/language.ts";
import { ApiError } from "./api-error.ts";
import { noteServerDate } from "./server-clock.ts";
import { refreshSession, sessionStore } from "./session.ts";

export { ApiError } from "./api-error.ts";

/**
 * The relay's management API. Every call throws {@link ApiError} where the relay refuses or does not answer.
 *
 * @example
 * const door = await api.get<DoorView>("/api/doors/front");
 */
export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>("GET", path, undefined, options),
  post: <T = void>(path: string, body?: unknown, options?: CallOptions) =>
    call<T>("POST", path, body, options),
  patch: <T = void>(path: string, body: unknown, options?: CallOptions) =>
    call<T>("PATCH", path, body, options),
  delete: <T = void>(path: string, options?: CallOptions) => call<T>("DELETE", path, undefined, options),
};

interface CallOptions {
  readonly signal?: AbortSignal;
}

async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  const response = await authorizedFetch(path, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    ...(options.signal && { signal: options.signal }),
  });
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/**
 * `fetch` with the access token, which it gets anew where the relay says that it is no longer good, once.
 *
 * @throws {ApiError} for every answer that is not 2xx
 */
export async function authorizedFetch(path: string, init: RequestInit): Promise<Response> {
  const token = accessToken();
  let response = await send(path, init, token);
  if (response.status === 401) {
    const refusal = await ApiError.of(response);
    // A wrong sign-in code is 401 too, and no reason to ask for another token.
    if (refusal.problem !== "unauthenticated") throw refusal;
    // Another call may have brought a new token while this one was under way.
    if (accessToken() === token) await refreshSession();
    const next = accessToken();
    if (next === undefined) throw refusal;
    response = await send(path, init, next);
  }
  if (!response.ok) throw await ApiError.of(response);
  return response;
}

function accessToken(): string | undefined {
  const session = sessionStore.getState();
  return session.status === "signed-in" ? session.accessToken : undefined;
}

async function send(path: string, init: RequestInit, token: string | undefined): Promise<Response> {
  const headers = new Headers(init.headers);
  // Mails that it leads to are in the language of the page.
  headers.set("accept-language", askedLanguage());
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  try {
    const response = await fetch(path, { ...init, headers, credentials: "same-origin" });
    noteServerDate(response.headers.get("date"));
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw ApiError.unreachable(error);
  }
}
