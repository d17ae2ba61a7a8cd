import type { Logger } from "pino";
import type { Bus } from "./hot.ts";

/** Tells every node that something changed of which each remembers a copy. */
export interface Announcement {
  /** To be called once the records have changed. Resolves when this node goes by it. */
  tell(): Promise<void>;
  stop(): Promise<void>;
}

/** @param forget drops what this node remembers; called twice, it does no harm */
export async function createAnnouncement(
  bus: Bus,
  log: Logger,
  channel: string,
  forget: () => void,
): Promise<Announcement> {
  const stop = await bus.subscribe(channel, forget);
  return {
    async tell() {
      // Here at once, whatever the bus does.
      forget();
      try {
        await bus.publish(channel, "changed");
      } catch (error) {
        log.warn({ err: error, channel }, "a change did not reach the other nodes at once");
      }
    },
    stop,
  };
}
