import { RelayEvent } from "@openlock/api";
import type { Logger } from "pino";
import { z } from "zod";
import type { Hot } from "../hot/hot.ts";
import type { EventFeed } from "./feed.ts";

const CHANNEL = "events";
const Message = z.union([z.object({ event: RelayEvent }), z.object({ endStreamsOf: z.string() })]);

/** An `EventFeed` whose events reach every node through the bus. A lost one does no harm: pages read anew. */
export async function createEventFeed(hot: Hot, log: Logger): Promise<EventFeed & { stop(): Promise<void> }> {
  const listeners = new Set<(event: RelayEvent) => void>();
  const enders = new Set<(whose: string) => void>();

  const hear = (message: z.infer<typeof Message>) => {
    if ("event" in message) for (const listener of [...listeners]) listener(message.event);
    else for (const end of [...enders]) end(message.endStreamsOf);
  };
  const unsubscribe = await hot.bus.subscribe(CHANNEL, (text) => {
    const message = parseMessage(text);
    if (message) hear(message);
    else log.warn("an event from another node does not fit");
  });
  const tell = (message: z.infer<typeof Message>) => {
    hot.bus.publish(CHANNEL, JSON.stringify(message)).catch((error: unknown) => {
      log.warn({ err: error }, "an event did not reach the other nodes");
      hear(message);
    });
  };

  return {
    publish: (event) => tell({ event }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endStreamsOf: (whose) => {
      // Here at once, whatever the bus does; ending twice is no harm.
      hear({ endStreamsOf: whose });
      tell({ endStreamsOf: whose });
    },
    onEndStreams: (end) => {
      enders.add(end);
      return () => enders.delete(end);
    },
    stop: unsubscribe,
  };
}

function parseMessage(text: string): z.infer<typeof Message> | undefined {
  try {
    return Message.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
