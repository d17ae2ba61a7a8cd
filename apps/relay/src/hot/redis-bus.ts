import type { Redis } from "ioredis";
import { z } from "zod";
import { HotError } from "./errors.ts";
import type { Bus } from "./hot.ts";
import { answered } from "./redis-connection.ts";

/** A listening connection is silent by nature; asked this often, it is found out when it is dead. */
const PING_MS = 5_000;

interface Channel {
  readonly listeners: Set<(message: string) => void>;
  readonly subscribed: Promise<unknown>;
}

/**
 * Messages by sharded publish and subscribe (Redis 7), which a cluster does not send to every shard. Listening takes a
 * connection of its own, which subscribes anew when it comes back.
 */
export function redisBus(redis: Redis, answerMs: number): { readonly bus: Bus; close(): void } {
  const ear = redis.duplicate({
    enableOfflineQueue: true,
    autoResendUnfulfilledCommands: true,
    commandTimeout: undefined,
    maxRetriesPerRequest: null,
  });
  ear.on("error", () => {});
  const pinging = setInterval(() => {
    if (ear.status === "ready") ear.ping().catch(() => {});
  }, PING_MS).unref();
  const channels = new Map<string, Channel>();
  ear.on("smessage", (name: string, message: string) => {
    for (const hear of [...(channels.get(name)?.listeners ?? [])]) hear(message);
  });

  const leave = async (name: string, channel: Channel, hear: (message: string) => void) => {
    channel.listeners.delete(hear);
    if (channel.listeners.size > 0 || channels.get(name) !== channel) return;
    channels.delete(name);
    if (ear.status === "ready") await ear.sunsubscribe(name).catch(() => {});
  };

  const bus: Bus = {
    async publish(channel, message) {
      return z.number().parse(await answered(redis.spublish(nameOf(channel), message)));
    },
    async subscribe(to, hear) {
      const name = nameOf(to);
      const mine = (message: string) => hear(message);
      const channel = channels.get(name) ?? { listeners: new Set(), subscribed: ear.ssubscribe(name) };
      channels.set(name, channel);
      channel.listeners.add(mine);
      try {
        await within(answerMs, channel.subscribed);
      } catch (cause) {
        await leave(name, channel, mine);
        throw new HotError("Redis does not answer.", { cause });
      }
      return () => leave(name, channel, mine);
    },
  };
  return {
    bus,
    close: () => {
      clearInterval(pinging);
      ear.disconnect();
    },
  };
}

function nameOf(channel: string): string {
  return `openlock:bus:${channel}`;
}

async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
