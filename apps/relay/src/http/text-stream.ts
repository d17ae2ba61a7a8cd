import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { RelayEnv, Services } from "./context.ts";
import { ProblemError } from "./problem.ts";

/** Long answers that one person may have under way at once on a node. */
const STREAMS_PER_PERSON = 3;

/** Sends long texts piece by piece, no faster than they are read. */
export class TextStreams {
  readonly #services: Pick<Services, "events" | "log">;
  readonly #open = new Map<string, number>();

  constructor(services: Pick<Services, "events" | "log">) {
    this.#services = services;
  }

  /** @throws {ProblemError} `rate-limited` where the caller has too many open */
  require(personId: string): void {
    if ((this.#open.get(personId) ?? 0) < STREAMS_PER_PERSON) return;
    throw new ProblemError("rate-limited", "You have too many downloads under way. Wait for one to end.", {
      headers: { "retry-after": "10" },
    });
  }

  /** A text that was broken off ends its connection, so that nobody takes it for whole; so does a caller's removal. */
  send(c: Context<RelayEnv>, contentType: string, text: AsyncGenerator<string>): Response {
    const { events, log } = this.#services;
    const { personId } = c.var.caller;
    const { outgoing } = c.env;
    this.#count(personId, 1);
    const unwatch = events.onEndStreams((ended) => {
      if (ended === personId) outgoing.destroy();
    });
    outgoing.once("close", () => {
      unwatch();
      this.#count(personId, -1);
    });
    c.header("content-type", contentType);
    c.header("cache-control", "no-store");
    return stream(
      c,
      async (out) => {
        for await (const piece of text) {
          if (out.aborted) return;
          await out.write(piece);
        }
      },
      async (error) => {
        log.error({ err: error }, "a download was broken off");
        outgoing.destroy();
      },
    );
  }

  #count(personId: string, by: 1 | -1): void {
    const open = (this.#open.get(personId) ?? 0) + by;
    if (open > 0) this.#open.set(personId, open);
    else this.#open.delete(personId);
  }
}
