import type { PersonView, Session } from "@openlock/api";
import { createStore } from "zustand/vanilla";
import { askedLanguage } from "../i18n/language.ts";
import { t } from "../i18n/text.ts";
import { ApiError } from "./api-error.ts";
import { noteServerDate, serverNow } from "./server-clock.ts";

/** Who is signed in here. The access token lives in memory alone; the refresh token is an HttpOnly cookie. */
export type SessionState =
  | { readonly status: "unknown" }
  | { readonly status: "signed-out" }
  | {
      readonly status: "signed-in";
      readonly me: PersonView;
      readonly accessToken: string;
      /** Milliseconds since the epoch, on the relay's clock. */
      readonly expiresAt: number;
    };

export const sessionStore = createStore<SessionState>(() => ({ status: "unknown" }));

/** Asked for anew this long before it ends, milliseconds. */
const EXPIRY_MARGIN = 15_000;

export function signedIn({ accessToken, expiresAt, me }: Session): void {
  sessionStore.setState({ status: "signed-in", accessToken, expiresAt, me }, true);
}

export function signedOut(): void {
  sessionStore.setState({ status: "signed-out" }, true);
}

let refreshing: Promise<SessionState> | undefined;

/**
 * Trades the refresh cookie for a new session. The cookie's token works once, and a second use ends the sign-in,
 * so one page asks once at a time, and of several tabs one after the other.
 *
 * @returns signed in, or signed out where the relay says so
 * @throws {ApiError} where the relay could not be asked; the session stays what it was
 */
export function refreshSession(): Promise<SessionState> {
  refreshing ??= oneTabAtATime(askForSession).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** Resolves when this page has no refresh under way: an answer that came after a sign-out would undo it. */
export async function refreshSettled(): Promise<void> {
  await refreshing?.catch(() => {});
}

async function askForSession(): Promise<SessionState> {
  let response: Response;
  try {
    response = await fetch("/api/session/refresh", {
      method: "POST",
      headers: { "accept-language": askedLanguage() },
      credentials: "same-origin",
    });
  } catch (error) {
    throw ApiError.unreachable(error);
  }
  noteServerDate(response.headers.get("date"));
  if (response.ok) signedIn((await response.json()) as Session);
  else if (response.status === 401 || response.status === 403) signedOut();
  else throw await ApiError.of(response);
  return sessionStore.getState();
}

async function oneTabAtATime<T>(run: () => Promise<T>): Promise<T> {
  // Only there on https and localhost, as WebCrypto is; elsewhere there are no doors to open anyway.
  if (!globalThis.navigator?.locks) return await run();
  return (await navigator.locks.request("openlock-session", run)) as T;
}

/** The session, asked for where this page does not know it yet. */
export async function currentSession(): Promise<SessionState> {
  const session = sessionStore.getState();
  return session.status === "unknown" ? await refreshSession() : session;
}

/**
 * An access token that is good for the next seconds.
 *
 * @throws {ApiError} `unauthenticated` where nobody is signed in
 */
export async function freshAccessToken(): Promise<string> {
  let session = await currentSession();
  if (session.status === "signed-in" && session.expiresAt - serverNow() < EXPIRY_MARGIN) {
    session = await refreshSession();
  }
  if (session.status === "signed-in") return session.accessToken;
  throw new ApiError("unauthenticated", t`You are signed out. Sign in again.`, 401);
}
