import { randomUUID } from "node:crypto";
import { CHAIN_START, ChainCheck, type ChainPoint, verdictWords } from "@openlock/api";
import type { Logger } from "pino";
import type { AuditEntry, Records } from "../records/records.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Journal } from "./journal.ts";
import { pages } from "./verify.ts";

const DAY_MS = 86_400_000;
const LOOK_MS = 3600_000;
/** Rows of one deletion: commands wait for it. */
const CHUNK = 500;

interface RetentionParts {
  readonly records: Pick<Records, "auditChain">;
  readonly journal: Pick<Journal, "write">;
  readonly checkpoints: Pick<Checkpoints, "sign">;
  readonly log: Logger;
  readonly now: () => number;
  /** 1 or more: far more than the replay memory is read back from. */
  readonly days: number;
}

/**
 * Removes rows that are older than they are to be kept, in whole commits. A signed checkpoint carries the chain on over
 * the cut, so that what is left can be verified; a journal that is not sound is not cut, for that would hide it.
 */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.run(), LOOK_MS);
    this.#timer.unref();
  }

  /** Removes what is too old. Never rejects: what went wrong is logged, and tried again in an hour. */
  run(): Promise<void> {
    this.#running ??= this.#cut()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, "the audit was not cut"))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #cut(): Promise<void> {
    const { records, journal, checkpoints, now } = this.#parts;
    const { auditChain } = records;
    const start = await auditChain.start();
    // A cut that was broken off is finished first.
    if (start) await this.#remove(start.seq);
    const point = await this.#findCut(start ?? CHAIN_START);
    if (!point) return;
    const entry = (outcome: AuditEntry["outcome"], detail: AuditEntry["detail"] = {}): AuditEntry => ({
      at: now(),
      actor: { kind: "relay" },
      action: "audit.cut",
      outcome,
      ref,
      detail: { through: point.seq, days: this.#parts.days, ...detail },
    });
    const ref = randomUUID();
    await journal.write(entry("begun"));
    await checkpoints.sign(point, "start");
    const rows = await this.#remove(point.seq);
    await journal.write(entry("done", { rows }));
  }

  /** The end of the last commit before the first row that is to be kept. */
  async #findCut(start: ChainPoint): Promise<ChainPoint | undefined> {
    const { records, log, now, days } = this.#parts;
    const keepFrom = now() - days * DAY_MS;
    const end = await records.auditChain.end();
    const check = new ChainCheck(start);
    let found: ChainPoint | undefined;
    // The last commit stays, however old: the next one goes on from it.
    for await (const rows of pages(records.auditChain, (end?.seq ?? 1) - 1)) {
      for (const { seq, chain, values } of rows) {
        if (Number(values[0]) >= keepFrom) return found;
        if (!(await check.row({ seq, chain, values }))) {
          log.error(
            { verdict: verdictWords(check.end()) },
            "the audit is not sound, so nothing of it is removed",
          );
          return found;
        }
        if (chain !== null) found = { seq, chain };
      }
    }
    return found;
  }

  async #remove(through: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const rows = await this.#parts.records.auditChain.remove(through, CHUNK);
      removed += rows;
      if (rows < CHUNK) return removed;
    }
  }
}
