import type { IncomingMessage } from "node:http";
import { ProblemError } from "./problem.ts";

/**
 * Reads a request's body, never more than `maxBytes` of it.
 *
 * @throws {ProblemError} `too-large`, `malformed` for a body that broke off
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const declared = Number(incoming.headers["content-length"] ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError("malformed", "The request broke off.", { cause });
  }
  return Buffer.concat(chunks);
}

/** Whether a `Content-Type` is of a media type, whatever its parameters (RFC 9110, 8.3.1). */
export function isMediaType(header: string | undefined, wanted: string): boolean {
  return header?.split(";", 1)[0]?.trim().toLowerCase() === wanted;
}

function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError("too-large", `The body is longer than ${maxBytes} bytes.`, {
    // What is left of it is not read, so the connection cannot be used again.
    headers: { connection: "close" },
  });
}
