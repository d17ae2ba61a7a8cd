import { randomUUID } from "node:crypto";
import { BOUNDS, DeviceStatus, type DoorId } from "@openlock/protocol";
import type { Logger } from "pino";
import { z } from "zod";
import type { Hot } from "../hot/hot.ts";
import { DeviceAnswer, type StatusReply } from "./answer.ts";
import type { DeviceSessions } from "./sessions.ts";

const asking = { id: z.string(), from: z.string(), door: z.string() };

/** What nodes send each other. */
const NodeMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("command"), ...asking, kid: z.string(), jti: z.string(), jwe: z.string() }),
  z.object({ type: z.literal("status"), ...asking }),
  z.object({
    type: z.literal("update"),
    ...asking,
    kid: z.string(),
    update: z.object({ id: z.string(), manifest: z.string(), url: z.string() }),
  }),
  z.object({ type: z.literal("answer"), id: z.string(), answer: z.unknown() }),
  z.object({ type: z.literal("replaced"), door: z.string(), sessionId: z.string() }),
]);
type NodeMessage = z.infer<typeof NodeMessage>;

const StatusMessage = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("answered"), status: z.unknown(), at: z.number() }),
  z.object({ outcome: z.literal("offline") }),
  z.object({ outcome: z.literal("timeout") }),
]);

/** How much longer than the device itself another node is waited for. */
const NODE_GRACE_MS = 1000;

/** Brings a command to the socket of its door, on this node or another: at most once, never kept for later. */
export class DeviceRouting {
  readonly #hot: Hot;
  readonly #sessions: DeviceSessions;
  readonly #log: Logger;
  readonly #answerMs: () => number;
  readonly #waiting = new Map<string, (answer: unknown) => void>();
  #unsubscribe: () => Promise<void> = async () => {};

  constructor(
    hot: Hot,
    sessions: DeviceSessions,
    log: Logger,
    answerMs = () => BOUNDS.deviceAnswerSeconds * 1000,
  ) {
    this.#hot = hot;
    this.#sessions = sessions;
    this.#log = log;
    this.#answerMs = answerMs;
    sessions.onReplacedElsewhere((nodeId, door, sessionId) => {
      void this.#tell(nodeId, { type: "replaced", door, sessionId });
    });
  }

  async start(): Promise<void> {
    this.#unsubscribe = await this.#hot.bus.subscribe(channelOf(this.#sessions.nodeId), (text) =>
      this.#hear(text),
    );
  }

  async stop(): Promise<void> {
    await this.#unsubscribe();
    for (const settle of [...this.#waiting.values()]) settle(undefined);
  }

  /** @param command a command that was admitted and written down; `kid` is the key it is sealed to */
  async command(command: {
    readonly door: DoorId;
    readonly kid: string;
    readonly jti: string;
    readonly jwe: string;
  }): Promise<DeviceAnswer> {
    const { door, kid, jti, jwe } = command;
    const session = this.#sessions.get(door);
    // A session of the key before cannot open it: the new one has not connected yet.
    if (session) {
      return session.facts.kid === kid ? session.command(jti, jwe, this.#answerMs()) : { outcome: "offline" };
    }
    const nodeId = await this.#nodeOf(door);
    if (nodeId === undefined) return { outcome: "offline" };
    const answer = await this.#ask(nodeId, (id, from) => ({
      type: "command",
      id,
      from,
      door,
      kid,
      jti,
      jwe,
    }));
    const parsed = DeviceAnswer.safeParse(answer);
    return parsed.success ? parsed.data : { outcome: "timeout" };
  }

  async status(door: DoorId): Promise<StatusReply> {
    const session = this.#sessions.get(door);
    if (session) return session.status(this.#answerMs());
    const nodeId = await this.#nodeOf(door);
    if (nodeId === undefined) return { outcome: "offline" };
    const parsed = StatusMessage.safeParse(
      await this.#ask(nodeId, (id, from) => ({ type: "status", id, from, door })),
    );
    if (!parsed.success) return { outcome: "timeout" };
    if (parsed.data.outcome !== "answered") return parsed.data;
    const status = DeviceStatus.safeParse(parsed.data.status);
    return status.success ? { ...parsed.data, status: status.data } : { outcome: "timeout" };
  }

  /**
   * Tells a device of an image that it may fetch.
   *
   * @param offer `kid` is the key of the device that is meant
   * @returns whether it was sent; where nobody knows, false: what the device says of it counts all the same
   */
  async update(offer: {
    readonly door: DoorId;
    readonly kid: string;
    readonly update: { readonly id: string; readonly manifest: string; readonly url: string };
  }): Promise<boolean> {
    const { door, kid, update } = offer;
    const session = this.#sessions.get(door);
    if (session) return session.facts.kid === kid && session.update(update);
    const nodeId = await this.#nodeOf(door);
    if (nodeId === undefined) return false;
    return (
      (await this.#ask(nodeId, (id, from) => ({ type: "update", id, from, door, kid, update }))) === true
    );
  }

  /** The other node that holds the door's socket. */
  async #nodeOf(door: DoorId): Promise<string | undefined> {
    const holder = await this.#hot.presence.find(door);
    return holder && holder.nodeId !== this.#sessions.nodeId ? holder.nodeId : undefined;
  }

  async #ask(nodeId: string, message: (id: string, from: string) => NodeMessage): Promise<unknown> {
    const id = randomUUID();
    const answered = new Promise<unknown>((resolve) => {
      const settle = (answer: unknown) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(undefined), this.#answerMs() + NODE_GRACE_MS);
      this.#waiting.set(id, settle);
    });
    // Never sent again: nobody knows whether a message that failed was heard. One that went nowhere was for a node that
    // is gone, whatever is still written of it: its doors are not connected until they reach another.
    const heard = await this.#tell(nodeId, message(id, this.#sessions.nodeId));
    if (heard === 0) this.#waiting.get(id)?.({ outcome: "offline" });
    return answered;
  }

  #hear(text: string): void {
    const message = parseMessage(text);
    switch (message?.type) {
      case undefined:
        this.#log.warn("a message between nodes does not fit");
        break;
      case "answer":
        this.#waiting.get(message.id)?.(message.answer);
        break;
      case "replaced":
        this.#sessions.replaced(message.door, message.sessionId);
        break;
      case "command":
      case "status":
      case "update":
        void this.#serve(message);
    }
  }

  async #serve(message: Extract<NodeMessage, { type: "command" | "status" | "update" }>): Promise<void> {
    const session = this.#sessions.get(message.door);
    let answer: DeviceAnswer | StatusReply | boolean = { outcome: "offline" };
    if (session && message.type === "status") answer = await session.status(this.#answerMs());
    else if (session && message.type === "command" && session.facts.kid === message.kid) {
      answer = await session.command(message.jti, message.jwe, this.#answerMs());
    }
    if (message.type === "update") {
      answer = session?.facts.kid === message.kid && session.update(message.update);
    }
    await this.#tell(message.from, { type: "answer", id: message.id, answer });
  }

  /** @returns how many heard it, where that is known */
  async #tell(nodeId: string, message: NodeMessage): Promise<number | undefined> {
    try {
      return await this.#hot.bus.publish(channelOf(nodeId), JSON.stringify(message));
    } catch (error) {
      this.#log.error({ err: error, type: message.type }, "a message to another node was not sent");
      return undefined;
    }
  }
}

function channelOf(nodeId: string): string {
  return `node:${nodeId}`;
}

function parseMessage(text: string): NodeMessage | undefined {
  try {
    return NodeMessage.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
