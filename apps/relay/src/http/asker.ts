import { Language } from "@openlock/api";
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { Asker } from "../identity/sessions.ts";
import type { RelayEnv } from "./context.ts";

/** Who asks for a sign-in, or to go on with one. */
export function askerOf(c: Context<RelayEnv>): Asker {
  return {
    ip: c.var.ip,
    userAgent: c.req.header("user-agent") ?? "",
    language: preferredLanguage(c.req.header("accept-language")),
  };
}

/**
 * The first of the languages that a reader prefers (`Accept-Language`: RFC 9110, 12.5.4) which there is; `de-AT` is German
 * (lookup: RFC 4647, 3.4).
 *
 * @returns undefined where it names none that there is, as `*` does, or is no such header at all
 */
export function preferredLanguage(acceptLanguage = ""): Language | undefined {
  // Sorted by preference, and never throws: what does not fit is left out.
  for (const { type, q } of parseAccept(acceptLanguage)) {
    const language = Language.safeParse(type.toLowerCase().split("-")[0]);
    if (language.success && q > 0) return language.data;
  }
  return undefined;
}
