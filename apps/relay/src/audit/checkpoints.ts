import { appendFile } from "node:fs/promises";
import { CHAIN_START, type ChainPoint } from "@openlock/api";
import type { Logger } from "pino";
import type { Checkpoint, Records } from "../records/records.ts";
import { CheckpointKey } from "./checkpoint-key.ts";

const LOOK_MS = 60_000;
/** What may be added to the journal, and how long it may stand, without a checkpoint. */
const ROWS_MAX = 10_000;
const AGE_MS = 3600_000;

interface CheckpointParts {
  readonly records: Pick<Records, "auditChain" | "settings">;
  readonly log: Logger;
  readonly now: () => number;
  /** Where each checkpoint is written too, a line each: best on another machine. */
  readonly file?: string | undefined;
}

/**
 * Signs where the journal's chain is: every hour in which something was written, every 10,000 rows, and when the relay
 * stops. A checkpoint that is kept where this relay's database is not shows every later change of what it covers.
 */
export class Checkpoints {
  readonly #parts: CheckpointParts;
  readonly #key: CheckpointKey;
  readonly #timer: NodeJS.Timeout;

  private constructor(parts: CheckpointParts, key: CheckpointKey) {
    this.#parts = parts;
    this.#key = key;
    this.#timer = setInterval(() => {
      this.lookAt().catch((error: unknown) => parts.log.error({ err: error }, "no checkpoint was made"));
    }, LOOK_MS);
    this.#timer.unref();
  }

  static async start(parts: CheckpointParts): Promise<Checkpoints> {
    return new Checkpoints(parts, await CheckpointKey.load(parts.records.settings));
  }

  /** Makes a checkpoint where one is due. */
  async lookAt(): Promise<void> {
    const { auditChain } = this.#parts.records;
    const [end, last] = await Promise.all([auditChain.end(), auditChain.lastCheckpoint()]);
    if (!end || end.seq === last?.seq) return;
    const rows = end.seq - (last?.seq ?? CHAIN_START.seq);
    const age = this.#parts.now() - (last?.at ?? 0);
    if (rows >= ROWS_MAX || age >= AGE_MS) await this.sign(end, "head");
  }

  /** Signs, keeps and writes out where the chain is. */
  async sign(point: ChainPoint, kind: Checkpoint["kind"]): Promise<void> {
    const { records, log, now, file } = this.#parts;
    const checkpoint = await this.#key.sign(point, kind, now());
    await records.auditChain.putCheckpoint(checkpoint);
    if (file === undefined) return;
    try {
      await appendFile(file, `${checkpoint.jws}\n`, { mode: 0o600 });
    } catch (error) {
      log.error({ err: error }, "AUDIT_CHECKPOINT_FILE: a checkpoint was not written there");
    }
  }

  /** Signs the end, if it is a new one, and no more. The journal must be closed by then. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const { auditChain } = this.#parts.records;
    try {
      const [end, last] = await Promise.all([auditChain.end(), auditChain.lastCheckpoint()]);
      if (end && end.seq !== last?.seq) await this.sign(end, "head");
    } catch (error) {
      this.#parts.log.error({ err: error }, "no checkpoint was made at the end");
    }
  }
}
