import { COMMIT_ROWS_MAX } from "@openlock/api";
import { RecordsError } from "../records/errors.ts";
import type { AuditEntry, AuditRecords } from "../records/records.ts";
import type { Journal } from "./journal.ts";

/** Entries that may wait; beyond it the store is too slow to go on with, and saying so beats running out of memory. */
const WAITING_MAX = 10_000;

interface Waiting {
  readonly entry: AuditEntry;
  durable(): void;
  failed(error: unknown): void;
}

/**
 * A journal with group commit: what comes while a commit is under way goes into the next one together, in order. So
 * its cost a row falls as the load grows, and nobody waits for a timer.
 *
 * `write` rejects with a {@link RecordsError} when it is closed or has too much waiting, and with what `append` threw.
 */
export function createJournal(audit: AuditRecords): Journal {
  let waiting: Waiting[] = [];
  let committing: Promise<void> | undefined;
  let closed = false;

  const commitAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, COMMIT_ROWS_MAX);
      waiting = waiting.slice(COMMIT_ROWS_MAX);
      try {
        await audit.append(batch.map(({ entry }) => entry));
        for (const { durable } of batch) durable();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    committing = undefined;
  };

  return {
    write: (entry) =>
      new Promise((durable, failed) => {
        if (closed) return failed(new RecordsError("The journal is closed."));
        if (waiting.length >= WAITING_MAX) return failed(new RecordsError("The journal cannot keep up."));
        waiting.push({ entry, durable, failed });
        committing ??= Promise.resolve().then(commitAll);
      }),
    close: async () => {
      closed = true;
      await committing;
    },
  };
}
