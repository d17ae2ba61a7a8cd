import { ProtocolError, parseStrictJson } from "@openlock/protocol";
import type { MiddlewareHandler } from "hono";
import { isMediaType, readBody } from "../body.ts";
import type { RelayEnv } from "../context.ts";
import { ProblemError } from "../problem.ts";

/** More than the longest list of doors that a person's scope can hold. */
const BODY_MAX = 128 * 1024;

/**
 * Bodies are JSON, bounded, and no object in them names a member twice. What was read stands in for the stream, so
 * that routes and their schemas see exactly what was checked.
 *
 * @throws {ProblemError} `unsupported-media-type`, `too-large`, `malformed`
 */
export const strictJson: MiddlewareHandler<RelayEnv> = async (c, next) => {
  const { incoming } = c.env;
  if (hasBody(incoming.headers)) {
    if (!isMediaType(incoming.headers["content-type"], "application/json")) {
      throw new ProblemError("unsupported-media-type", "Send the body as application/json.");
    }
    const body = await readBody(incoming, BODY_MAX);
    try {
      parseStrictJson(body, BODY_MAX);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new ProblemError("malformed", `The body is refused: ${error.message}.`);
    }
    const { method, url, raw } = c.req;
    c.req.raw = new Request(url, { method, headers: raw.headers, body });
  }
  await next();
};

function hasBody(headers: { readonly [name: string]: string | string[] | undefined }): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
