import type { IncomingMessage } from "node:http";
import { ProblemError } from "./problem.ts";

/**
 * Reads a request's body, never more than `maxBytes` of it.
 *
 * @throws {ProblemError} `too-large`, `malformed` for a body that broke off
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamBody(incoming, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * A request's body as it comes, no faster than it is taken, and never more than `maxBytes` of it.
 *
 * @throws {ProblemError} as {@link readBody}
 */
export async function* streamBody(incoming: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  const declared = Number(incoming.headers["content-length"] ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  let length = 0;
  const pieces = (incoming as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Buffer>;
    try {
      next = await pieces.next();
    } catch (cause) {
      throw new ProblemError("malformed", "The request broke off.", { cause });
    }
    if (next.done) return;
    length += next.value.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    yield next.value;
  }
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
