import type { Logger } from "pino";
import type { Journal } from "../audit/journal.ts";
import type { AuditEntry } from "../records/records.ts";

const BURST = 30;
const PER_SECOND = 1;
/** Callers that are remembered at once; beyond it the oldest start afresh. */
const CALLERS_MAX = 10_000;

/**
 * Writes refusals down without making anybody wait, and no more of them than a journal can take: whoever may be
 * refused at will could fill the disk with it. What is left out is counted into the next row.
 */
export class RefusalLog {
  readonly #journal: Journal;
  readonly #log: Logger;
  readonly #callers = new Map<string, { tokens: number; at: number; leftOut: number }>();

  constructor(journal: Journal, log: Logger) {
    this.#journal = journal;
    this.#log = log;
  }

  /** @param caller whose refusals share a bound, such as a person's id or an address */
  write(caller: string, entry: AuditEntry): void {
    const held = this.#callers.get(caller) ?? { tokens: BURST, at: entry.at, leftOut: 0 };
    const passed = Math.max(0, entry.at - held.at);
    held.tokens = Math.min(BURST, held.tokens + (passed / 1000) * PER_SECOND);
    held.at = entry.at;
    this.#callers.delete(caller);
    this.#callers.set(caller, held);
    this.#forgetOldest();
    if (held.tokens < 1) {
      held.leftOut += 1;
      return;
    }
    held.tokens -= 1;
    const { leftOut } = held;
    held.leftOut = 0;
    const row = leftOut === 0 ? entry : { ...entry, detail: { ...entry.detail, leftOut } };
    this.#journal.write(row).catch((error: unknown) => {
      this.#log.error(
        { err: error, action: entry.action, code: entry.code },
        "a refusal was not written down",
      );
    });
  }

  #forgetOldest(): void {
    if (this.#callers.size <= CALLERS_MAX) return;
    for (const oldest of this.#callers.keys()) {
      this.#callers.delete(oldest);
      return;
    }
  }
}
