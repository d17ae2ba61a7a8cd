import type { RelayEvent } from "@openlock/api";
import type { DoorId } from "@openlock/protocol";
import type { Logger } from "pino";
import { z } from "zod";
import type { EventFeed } from "../events/feed.ts";
import type { Hot } from "../hot/hot.ts";
import type { DoorKeys } from "./door-keys.ts";
import type { DoorNews, DoorSeen } from "./news.ts";
import type { DeviceSessions } from "./sessions.ts";

const CHANNEL = "doors";
const Change = z.union([
  z.object({ door: z.string(), removed: z.boolean().exactOptional() }),
  z.object({ kid: z.string() }),
]);
type Change = z.infer<typeof Change>;

/** How often a node looks by itself for sessions whose key was banned: a message between nodes may be lost. */
const BAN_SWEEP_MS = 30_000;

interface NewsParts {
  readonly hot: Hot;
  readonly events: EventFeed;
  readonly keys: DoorKeys;
  readonly sessions: DeviceSessions;
  readonly log: Logger;
  readonly now: () => number;
  readonly banSweepMs?: number;
}

/** `DoorNews` through the bus, from what sockets here and events from everywhere say. */
export class BusNews implements DoorNews {
  readonly #parts: NewsParts;
  readonly #seen = new Map<DoorId, DoorSeen>();
  #stop: () => Promise<void> = async () => {};

  constructor(parts: NewsParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const { hot, events, log } = this.#parts;
    const unlisten = events.subscribe((event) => this.#hear(event));
    const unsubscribe = await hot.bus.subscribe(CHANNEL, (text) => {
      const change = parseChange(text);
      if (!change) return log.warn("a door change from another node does not fit");
      this.#apply(change).catch((error: unknown) =>
        log.error({ err: error }, "a door change was not applied"),
      );
    });
    const sweeping = setInterval(() => void this.#sweep(), this.#parts.banSweepMs ?? BAN_SWEEP_MS).unref();
    this.#stop = async () => {
      clearInterval(sweeping);
      unlisten();
      await unsubscribe();
    };
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  seen(door: DoorId): DoorSeen {
    return this.#seen.get(door) ?? {};
  }

  async changed(what: Change): Promise<void> {
    const { hot, events, log, now } = this.#parts;
    // Here before the caller goes on; the others hear of it, or forget by themselves.
    await this.#apply(what);
    if ("door" in what) events.publish({ type: "door-changed", door: what.door, at: now() });
    try {
      await hot.bus.publish(CHANNEL, JSON.stringify(what));
    } catch (error) {
      log.warn({ err: error }, "a door change did not reach the other nodes; they notice within 30 s");
    }
  }

  async #sweep(): Promise<void> {
    const { keys, sessions, log } = this.#parts;
    try {
      for (const kid of await keys.banned()) if (sessions.withKey(kid).length > 0) await this.#apply({ kid });
    } catch (error) {
      log.warn({ err: error }, "banned keys were not looked at; they will be again soon");
    }
  }

  async #apply(change: Change): Promise<void> {
    const { keys, sessions } = this.#parts;
    keys.forget(change);
    const held = "door" in change ? [sessions.get(change.door)] : sessions.withKey(change.kid);
    for (const session of held) {
      if (!session) continue;
      const { door, kid } = session.facts;
      const entry = await keys.read(door);
      // A door that was bound to another key keeps its session until the new key's takes over.
      if (entry.found === "no-door" || (entry.found === "key" && entry.banned && entry.kid === kid)) {
        sessions.remove(door);
      }
    }
    // Said, not looked up: a device that comes back changes its door's record too, on every node, and thousands may at once.
    if ("door" in change && change.removed) this.#seen.delete(change.door);
  }

  #hear(event: RelayEvent): void {
    if (!("door" in event)) return;
    const before = this.#seen.get(event.door) ?? {};
    if (event.type === "door-online" || event.type === "door-offline") {
      this.#seen.set(event.door, { ...before, since: event.at });
    } else if (event.type === "door-status") {
      this.#seen.set(event.door, { ...before, status: { at: event.at, document: event.document } });
    }
  }
}

function parseChange(text: string): Change | undefined {
  try {
    return Change.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
