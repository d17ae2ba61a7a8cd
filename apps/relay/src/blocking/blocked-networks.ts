import type { Logger } from "pino";
import { z } from "zod";
import { toSeconds } from "../admission/steps.ts";
import type { Journal } from "../audit/journal.ts";
import type { Config } from "../config/config.ts";
import { BLOCK_REASONS, type Block, type BlockReason } from "../hot/blocks.ts";
import type { Hot } from "../hot/hot.ts";
import { ProblemError } from "../http/problem.ts";
import { isLoopback, networkOf } from "../net/network.ts";
import { offenceLimit } from "./offences.ts";

const CHANNEL = "blocks";
const DAY_MS = 24 * 3600_000;
/** A block within this time after the last one is longer than that. */
const REMEMBER_MS = 7 * DAY_MS;
/** The longest that a lost message between nodes can leave a node behind. */
const RELOAD_MS = 10_000;

/** Until when a network is blocked: 0 where the block was lifted. */
const Change = z.strictObject({ network: z.string(), until: z.number() });

interface Parts {
  readonly hot: Hot;
  readonly journal: Journal;
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => number;
  /** Told of each block that this node has made. */
  readonly blocked?: (why: BlockReason) => void;
}

/**
 * The networks that are kept out, on every node at once. Each node knows all of them, so that whoever is blocked costs
 * nothing but a look, and nobody else a question to Redis.
 */
export class BlockedNetworks {
  readonly #parts: Parts;
  #until: Map<string, number>;
  /** Counts what was heard of, so that no reload that was under way undoes it. */
  #changes = 0;
  readonly #striking = new Set<Promise<void>>();
  readonly #reloading: NodeJS.Timeout;
  #unsubscribe: () => Promise<void> = async () => {};

  private constructor(parts: Parts, until: ReadonlyMap<string, number>) {
    this.#parts = parts;
    this.#until = new Map(until);
    this.#reloading = setInterval(() => void this.#reload(), RELOAD_MS).unref();
  }

  static async start(parts: Parts): Promise<BlockedNetworks> {
    const { hot, log, now } = parts;
    const networks = new BlockedNetworks(parts, await hot.blocks.active(now()));
    networks.#unsubscribe = await hot.bus.subscribe(CHANNEL, (text) => {
      const change = parseChange(text);
      if (change) networks.#apply(change);
      else log.warn("a block from another node does not fit");
    });
    return networks;
  }

  get size(): number {
    return this.#until.size;
  }

  /** @throws {ProblemError} `blocked`, where an address is of a network that is */
  require(ip: string): void {
    if (this.#until.size === 0) return;
    const left = (this.#until.get(networkOf(ip)) ?? 0) - this.#parts.now();
    if (left <= 0) return;
    const seconds = toSeconds(left);
    throw new ProblemError(
      "blocked",
      `Too much that came from your network was refused, so it is blocked for ${seconds} s. An owner or admin can lift this.`,
      // What is left of the request is not read.
      { headers: { "retry-after": String(seconds), connection: "close" } },
    );
  }

  /** Counts an offence, and blocks its network where there were too many. Nobody waits for it. */
  strike(ip: string, why: BlockReason): void {
    const striking = this.#strike(ip, why)
      .catch((error: unknown) => this.#parts.log.error({ err: error, why }, "an offence was not counted"))
      .finally(() => this.#striking.delete(striking));
    this.#striking.add(striking);
  }

  /** Resolves when every offence is counted. */
  async settled(): Promise<void> {
    await Promise.all(this.#striking);
  }

  list(limit: number): Promise<readonly Block[]> {
    const { hot, now } = this.#parts;
    return hot.blocks.list(now(), limit);
  }

  /** Lets a network in, on every node. @returns false where it is not blocked. */
  async lift(network: string): Promise<boolean> {
    const { hot, config, now } = this.#parts;
    const lifted = await hot.blocks.lift(network, now());
    // Or its next mistake would block it again.
    for (const why of BLOCK_REASONS) {
      await hot.refill(offenceLimit(why, network, Math.max(1, config.BLOCK_AFTER_REFUSALS)));
    }
    await this.#tell({ network, until: 0 });
    return lifted;
  }

  async stop(): Promise<void> {
    clearInterval(this.#reloading);
    await this.settled();
    await this.#unsubscribe();
  }

  async #strike(ip: string, why: BlockReason): Promise<void> {
    const { hot, config, now } = this.#parts;
    const network = networkOf(ip);
    // Behind a proxy that TRUST_PROXY does not tell of, everybody comes from this machine.
    if (config.BLOCK_AFTER_REFUSALS === 0 || ip === "unknown" || isLoopback(ip)) return;
    const limit = offenceLimit(why, network, config.BLOCK_AFTER_REFUSALS);
    const counted = await hot.count([limit], now());
    if (counted.outcome === "counted") return;
    const terms = { firstMs: config.BLOCK_MINUTES * 60_000, maxMs: DAY_MS, rememberMs: REMEMBER_MS };
    const { block, added } = await hot.blocks.add({ network, why, now: now() }, terms);
    if (added) await this.#added(block);
  }

  async #added({ network, why, since, until, times }: Block): Promise<void> {
    const { journal, log, blocked } = this.#parts;
    await this.#tell({ network, until });
    blocked?.(why);
    log.warn({ network, why, until, times }, "a network is blocked");
    await journal.write({
      at: since,
      actor: { kind: "relay" },
      ip: network,
      action: "network.block",
      outcome: "done",
      detail: { network, why, minutes: Math.round((until - since) / 60_000), times },
    });
  }

  async #tell(change: z.infer<typeof Change>): Promise<void> {
    // Here before the caller goes on.
    this.#apply(change);
    try {
      await this.#parts.hot.bus.publish(CHANNEL, JSON.stringify(change));
    } catch (error) {
      this.#parts.log.warn({ err: error }, "a block did not reach the other nodes; they notice within 10 s");
    }
  }

  #apply({ network, until }: z.infer<typeof Change>): void {
    this.#changes += 1;
    if (until > this.#parts.now()) this.#until.set(network, until);
    else this.#until.delete(network);
  }

  async #reload(): Promise<void> {
    const changes = this.#changes;
    try {
      const active = await this.#parts.hot.blocks.active(this.#parts.now());
      if (changes === this.#changes) this.#until = new Map(active);
    } catch {
      // The store is gone, which shows elsewhere; who is blocked stays so until it is back.
    }
  }
}

function parseChange(text: string): z.infer<typeof Change> | undefined {
  try {
    return Change.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
