import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { z } from "zod";
import { EvictingRedisError, HotError } from "./errors.ts";
import { MEMORY, type Script } from "./scripts.ts";

/** A socket that owes an answer for so long is dead, whatever TCP thinks: it is replaced. */
const SOCKET_MS = 5_000;
/** How soon a Redis is looked at again that did not do. */
const LOOK_AGAIN_MS = 1_000;

export interface RedisOptions {
  /** redis:// or rediss:// */
  readonly url: string;
  /** An answer later than this is none: the caller is refused, not kept waiting. */
  readonly answerMs: number;
}

/**
 * One Redis, and whether its memory can be trusted. A command is sent at most once, and fails when there is no answer;
 * the connection comes back by itself.
 */
export class RedisConnection {
  readonly redis: Redis;
  /** Whether it is in cluster mode, where a script may touch one slot. */
  readonly cluster: boolean;
  /** Why its memory cannot be trusted now, or since when it can. */
  #memory: { readonly since: number } | { readonly unknown: Error };
  #lookAgain: NodeJS.Timeout | undefined;

  private constructor(redis: Redis, cluster: boolean, since: number) {
    this.redis = redis;
    this.cluster = cluster;
    this.#memory = { since };
    redis.on("close", () => {
      clearTimeout(this.#lookAgain);
      this.#memory = { unknown: new Error("the connection is lost") };
    });
    redis.on("ready", () => void this.#look());
  }

  /**
   * @throws {EvictingRedisError} where Redis may drop keys by itself
   * @throws {HotError} where it does not answer, or is too old
   */
  static async open({ url, answerMs }: RedisOptions): Promise<RedisConnection> {
    const redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: answerMs,
      connectTimeout: SOCKET_MS,
      socketTimeout: SOCKET_MS,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
      // A primary that became a replica: the address leads to the new one.
      reconnectOnError: (error) => error.message.startsWith("READONLY"),
    });
    let why: unknown;
    // Each caller learns of its own failure; the connection's is no news beside that.
    redis.on("error", (error) => {
      why = error;
    });
    try {
      await redis.connect();
      // What was let through before this relay started is filled in from the audit; a whole second suits `iat`.
      const since = await memoryOf(redis, 1_000);
      return new RedisConnection(redis, await inClusterMode(redis), since);
    } catch (error) {
      redis.disconnect();
      if (error instanceof EvictingRedisError || error instanceof HotError) throw error;
      const cause = why ?? error;
      // Its text alone: the error of a refused AUTH carries the password.
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new HotError(`Redis at REDIS_URL does not answer: ${text}.`);
    }
  }

  /**
   * Since when everything that was let through is remembered, in ms since the epoch.
   *
   * @throws {HotError} where that is not known: then nothing may be let through
   */
  memorySince(): number {
    if ("since" in this.#memory) return this.#memory.since;
    throw new HotError("It is not known what Redis remembers.", { cause: this.#memory.unknown });
  }

  /** @throws {HotError} */
  async run({ lua, sha }: Script, keys: readonly string[], args: readonly (string | number)[]) {
    return await answered(
      this.redis.evalsha(sha, keys.length, ...keys, ...args).catch((error: unknown) => {
        // It has run nothing then.
        if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
        return this.redis.eval(lua, keys.length, ...keys, ...args);
      }),
    );
  }

  close(): void {
    clearTimeout(this.#lookAgain);
    this.redis.removeAllListeners("ready");
    this.redis.disconnect();
  }

  /** Whoever answers after a lost connection may be another Redis, or the same one without its memory. */
  async #look(): Promise<void> {
    const looking = { unknown: new Error("the connection is new") };
    this.#memory = looking;
    try {
      const since = await memoryOf(this.redis, 1);
      if (this.#memory === looking) this.#memory = { since };
    } catch (error) {
      if (this.#memory !== looking) return;
      this.#memory = { unknown: error instanceof Error ? error : new Error(String(error)) };
      this.#lookAgain = setTimeout(() => void this.#look(), LOOK_AGAIN_MS).unref();
    }
  }
}

/** @throws {HotError} where there is no answer in time */
export async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new HotError("Redis does not answer.", { cause });
  }
}

async function memoryOf(redis: Redis, roundMs: number): Promise<number> {
  // INFO, which managed services allow where CONFIG is forbidden.
  const info = await redis.info();
  const field = (name: string) => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1];
  const version = field("redis_version") ?? "unknown";
  if (!(Number.parseInt(version, 10) >= 7)) {
    throw new HotError(`Redis at REDIS_URL is version ${version}; it must be 7 or later.`);
  }
  if (field("cluster_enabled") === "1" && /^cluster_size:(?![01]\b)/m.test(await clusterInfo(redis))) {
    throw new HotError("REDIS_URL is one of several shards of a Redis Cluster; it must be the only one.");
  }
  refuseEviction(field("maxmemory_policy"));
  const since = await redis.eval(MEMORY.lua, 1, "openlock:memory", field("run_id") ?? randomUUID(), roundMs);
  return z.number().parse(since);
}

async function inClusterMode(redis: Redis): Promise<boolean> {
  return /^cluster_enabled:1/m.test(await redis.info("cluster"));
}

async function clusterInfo(redis: Redis): Promise<string> {
  return z.string().parse(await redis.cluster("INFO"));
}

function refuseEviction(policy = "unknown"): void {
  if (policy === "noeviction") return;
  throw new EvictingRedisError(
    `Redis at REDIS_URL has maxmemory-policy “${policy}”: when full it would forget commands it has seen, and ` +
      "they could be sent again. Set it to noeviction (CONFIG SET maxmemory-policy noeviction, and in redis.conf).",
  );
}
