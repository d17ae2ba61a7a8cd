import { randomUUID } from "node:crypto";
import { BOUNDS, CLOSE, type DeviceEvent, type DeviceStatus, type DoorId } from "@openlock/protocol";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { Journal } from "../audit/journal.ts";
import type { EventFeed } from "../events/feed.ts";
import type { Hot } from "../hot/hot.ts";
import { DeviceSession, type SessionListener, type UpdateFrame } from "./session.ts";
import type { TokenBearer } from "./session-token.ts";

/** RFC 6455 registry: try again later. */
const TRY_AGAIN_LATER = 1013;

export interface SessionTimings {
  /** Silence that ends a session. */
  readonly silenceMs: number;
  /** How often sessions are looked over for silence and expired tokens. */
  readonly sweepMs: number;
}

export const SESSION_TIMINGS: SessionTimings = { silenceMs: BOUNDS.silenceSeconds * 1000, sweepMs: 2000 };

interface SessionsServices {
  readonly hot: Hot;
  readonly journal: Journal;
  readonly events: EventFeed;
  readonly log: Logger;
  readonly now: () => number;
}

/** The device sockets that this node holds: at most one a door. */
export class DeviceSessions implements SessionListener {
  readonly nodeId: string;
  readonly #services: SessionsServices;
  readonly #timings: SessionTimings;
  readonly #byDoor = new Map<DoorId, DeviceSession>();
  readonly #releasing = new Set<Promise<void>>();
  readonly #sweeper: NodeJS.Timeout;
  #onReplacedElsewhere: (nodeId: string, door: DoorId, sessionId: string) => void = () => {};
  #onUpdate: (door: DoorId, frame: UpdateFrame) => void = () => {};
  #onStatus: (door: DoorId, document: DeviceStatus) => void = () => {};

  constructor(nodeId: string, services: SessionsServices, timings: SessionTimings = SESSION_TIMINGS) {
    this.nodeId = nodeId;
    this.#services = services;
    this.#timings = timings;
    this.#sweeper = setInterval(() => this.#sweep(), timings.sweepMs);
    this.#sweeper.unref();
  }

  get size(): number {
    return this.#byDoor.size;
  }

  /** The doors that are connected here. */
  get doors(): readonly DoorId[] {
    return [...this.#byDoor.keys()];
  }

  /** Commands that wait for an answer, of all sessions. */
  get pending(): number {
    let pending = 0;
    for (const session of this.#byDoor.values()) pending += session.pending;
    return pending;
  }

  /** The open session of a door on this node. */
  get(door: DoorId): DeviceSession | undefined {
    const session = this.#byDoor.get(door);
    return session?.open ? session : undefined;
  }

  /** Told when a new session here took a door over from another node. */
  onReplacedElsewhere(tell: (nodeId: string, door: DoorId, sessionId: string) => void): void {
    this.#onReplacedElsewhere = tell;
  }

  /** Told what devices say of updates. */
  onUpdate(tell: (door: DoorId, frame: UpdateFrame) => void): void {
    this.#onUpdate = tell;
  }

  /** Told what devices of this node say of themselves. */
  onStatus(tell: (door: DoorId, document: DeviceStatus) => void): void {
    this.#onStatus = tell;
  }

  update(session: DeviceSession, frame: UpdateFrame): void {
    this.#onUpdate(session.facts.door, frame);
  }

  /** Takes a socket over whose token was checked. An older session of the door ends with 4001. */
  async open(socket: WebSocket, bearer: TokenBearer): Promise<void> {
    const { hot, events, log, now } = this.#services;
    const since = now();
    const facts = { id: randomUUID(), since, ...bearer };
    const session = new DeviceSession(socket, facts, this, now);
    const { door } = bearer;
    let before: Awaited<ReturnType<typeof hot.presence.claim>>;
    try {
      before = await hot.presence.claim(
        door,
        { sessionId: facts.id, nodeId: this.nodeId, since },
        this.#ttl(),
      );
    } catch (error) {
      log.error({ err: error, door }, "a device socket was not taken: the hot store does not answer");
      return session.close(TRY_AGAIN_LATER, "try again later");
    }
    // Gone while the claim was under way: nobody else lets go of it.
    if (!session.open) return this.#release(session);
    this.#byDoor.get(door)?.close(CLOSE.replaced, "replaced by a newer session");
    this.#byDoor.set(door, session);
    if (before && before.nodeId !== this.nodeId) {
      this.#onReplacedElsewhere(before.nodeId, door, before.sessionId);
    }
    log.info({ door, session: facts.id }, "device online");
    events.publish({ type: "door-online", door, at: since });
    session.welcome();
    // What the door is like is not known until it says so; its answer arrives as any other status does.
    void session.status(BOUNDS.deviceAnswerSeconds * 1000);
  }

  /** A newer session took the door over on another node. */
  replaced(door: DoorId, sessionId: string): void {
    const session = this.#byDoor.get(door);
    if (session?.facts.id === sessionId) session.close(CLOSE.replaced, "replaced by a newer session");
  }

  /** The open sessions of a device key. */
  withKey(kid: string): readonly DeviceSession[] {
    return [...this.#byDoor.values()].filter((session) => session.facts.kid === kid);
  }

  /** Ends the session of a door that was removed or whose key was banned. */
  remove(door: DoorId): void {
    this.#byDoor.get(door)?.close(CLOSE.removed, "banned or removed");
  }

  /** Sends every device elsewhere. Resolves when their presence is released. */
  async closeAll(): Promise<void> {
    clearInterval(this.#sweeper);
    for (const session of [...this.#byDoor.values()]) session.close(CLOSE.goingAway, "the relay is stopping");
    await Promise.all(this.#releasing);
  }

  keepAlive(session: DeviceSession): void {
    void this.#renew(session);
  }

  status(session: DeviceSession, document: DeviceStatus): void {
    const { events, now } = this.#services;
    this.#onStatus(session.facts.door, document);
    events.publish({ type: "door-status", door: session.facts.door, at: now(), document });
  }

  event(session: DeviceSession, { seq, at, event, detail }: DeviceEvent): void {
    const { journal, events, log, now } = this.#services;
    const { door, kid } = session.facts;
    journal
      .write({
        at: now(),
        actor: { kind: "device", id: kid, label: door },
        action: "device.event",
        door,
        outcome: "done",
        // The device's own words first, so that they cannot take the place of the relay's.
        detail: { ...detail, event, seq, deviceTime: at },
      })
      .catch((error: unknown) =>
        log.error({ err: error, door, event }, "a device event was not written down"),
      );
    events.publish({ type: "door-event", door, at: now(), event, ...(detail ? { detail } : {}) });
  }

  ended(session: DeviceSession, why: string): void {
    const { door, id } = session.facts;
    this.#services.log.info({ door, session: id, why }, "device session ended");
    if (this.#byDoor.get(door) !== session) return;
    this.#byDoor.delete(door);
    this.#release(session);
  }

  /** Says that the door is offline, unless a newer session has it by now. */
  #release(session: DeviceSession): void {
    const { hot, events, log, now } = this.#services;
    const { door, id } = session.facts;
    const letGo = async () => {
      await hot.presence.release(door, id);
      const holder = await hot.presence.find(door);
      if (!holder) events.publish({ type: "door-offline", door, at: now() });
    };
    const releasing = letGo()
      .catch((error: unknown) => {
        log.warn({ err: error, door }, "presence was not released; it ends by itself");
        events.publish({ type: "door-offline", door, at: now() });
      })
      .finally(() => this.#releasing.delete(releasing));
    this.#releasing.add(releasing);
  }

  async #renew(session: DeviceSession): Promise<void> {
    const { presence } = this.#services.hot;
    const { door, id, since } = session.facts;
    try {
      if (await presence.renew(door, id, this.#ttl())) return;
      if (!session.open) return;
      const holder = await presence.find(door);
      if (holder && holder.sessionId !== id)
        return session.close(CLOSE.replaced, "replaced by a newer session");
      // The store lost the entry, as after its restart; nobody else has the door.
      await presence.claim(door, { sessionId: id, nodeId: this.nodeId, since }, this.#ttl());
    } catch (error) {
      this.#services.log.warn({ err: error, door }, "presence was not renewed");
    }
  }

  #sweep(): void {
    const now = this.#services.now();
    for (const session of [...this.#byDoor.values()]) {
      if (now >= session.facts.expiresAt) session.close(CLOSE.sessionExpired, "session expired");
      else if (now - session.heardAt >= this.#timings.silenceMs) session.terminate("silent for too long");
    }
  }

  #ttl(): number {
    return this.#timings.silenceMs + 5000;
  }
}
