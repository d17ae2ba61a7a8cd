import type { OpenAPIHono } from "@hono/zod-openapi";
import { RelayEvent } from "@openlock/api";
import { streamSSE } from "hono/streaming";
import { inScope } from "../../events/feed.ts";
import { EventQueue } from "../../events/queue.ts";
import type { RelayEnv, Services } from "../context.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "../problem.ts";
import { relayRouter } from "../router.ts";
import { PROBLEM } from "../schemas.ts";

const STREAMS_PER_PERSON = 20;
/** A stream that says nothing for this long gets a comment, so that no proxy takes it for dead. */
const HEARTBEAT_MS = 15_000;
/** Where the caller does not say when their token ends. */
const STREAM_MAX_MS = 15 * 60_000;

/** `GET /api/events`: what happens at the caller's doors, as Server-Sent Events. */
export function eventRoutes(
  { events, now }: Services,
  metrics: Metrics,
  stop: AbortSignal,
  heartbeatMs = HEARTBEAT_MS,
): OpenAPIHono<RelayEnv> {
  const app = relayRouter();
  const queues = new Set<EventQueue>();
  stop.addEventListener("abort", () => {
    for (const queue of queues) queue.end();
  });
  const open = new Map<string, number>();

  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/events",
    tags: ["Doors"],
    summary: "What happens at the doors in the caller's scope, until their access token ends",
    security: [{ person: [] }],
    responses: {
      200: {
        description: "Each event's name is its `type`, its data all of it",
        content: { "text/event-stream": { schema: RelayEvent } },
      },
      default: PROBLEM,
    },
  });
  app.get("/api/events", (c) => {
    const { personId, role, doors, website, expiresAt } = c.get("caller");
    const streams = open.get(personId) ?? 0;
    if (streams >= STREAMS_PER_PERSON) {
      throw new ProblemError("rate-limited", "You have too many event streams open. Close some first.", {
        headers: { "retry-after": "10" },
      });
    }
    open.set(personId, streams + 1);
    const streamEnded = metrics.stream();
    const { outgoing } = c.env;
    const queue = new EventQueue();
    queues.add(queue);
    // A reader that does not keep up holds its stream's last write back: its connection is what ends it.
    queue.onOverflow(() => outgoing.destroy());
    const mayManage = website === undefined && (role === "owner" || role === "admin");
    const unsubscribe = events.subscribe((event) => {
      const visible = "door" in event ? inScope(doors, event.door) : mayManage;
      if (visible) queue.put(event);
    });
    const unwatch = events.onEndStreams((ended) => {
      if (ended === personId || ended === website) queue.end();
    });
    const expiry = setTimeout(() => queue.end(), (expiresAt ?? now() + STREAM_MAX_MS) - now());
    const closed = () => {
      clearTimeout(expiry);
      streamEnded();
      unwatch();
      unsubscribe();
      queue.end();
      queues.delete(queue);
      const left = (open.get(personId) ?? 1) - 1;
      if (left > 0) open.set(personId, left);
      else open.delete(personId);
    };
    outgoing.once("close", closed);

    return streamSSE(c, async (stream) => {
      await stream.write(": open\n\n");
      for (;;) {
        const next = await queue.next(heartbeatMs);
        if (next === "ended" || stream.aborted) return;
        if (next === "idle") await stream.write(": still here\n\n");
        else await stream.writeSSE({ event: next.type, data: JSON.stringify(next) });
      }
    });
  });
  return app;
}
