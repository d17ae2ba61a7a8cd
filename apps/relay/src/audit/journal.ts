import type { AuditEntry } from "../records/records.ts";

/** Where everything that matters is written down. */
export interface Journal {
  /** Resolves when the entry is durable; entries that come together share one commit. Rejects when it is not. */
  write(entry: AuditEntry): Promise<void>;
  /** Writes what is waiting, then takes no more. */
  close(): Promise<void>;
}
