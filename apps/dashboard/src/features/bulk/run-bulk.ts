import type { Outcome } from "./bulk-state.ts";

/** At once: a browser has six connections to a server, of which the page needs one or two itself. */
const AT_ONCE = 4;

interface BulkParts {
  /** Asks one door, and says how it ended; rejects where nothing was sent to it. */
  readonly ask: (door: string, signal: AbortSignal) => Promise<Outcome>;
  readonly tell: (door: string, outcome: Outcome) => void;
  readonly signal: AbortSignal;
}

/**
 * Asks one door after the other, some at once. One that fails holds up none. Resolves when nothing is under way any
 * more; doors that were not asked stay as they were told last.
 */
export async function runBulk(doors: readonly string[], { ask, tell, signal }: BulkParts): Promise<void> {
  const left = [...doors];
  const worker = async () => {
    for (let door = left.shift(); door !== undefined && !signal.aborted; door = left.shift()) {
      tell(door, { phase: "sending" });
      tell(door, await ask(door, signal));
    }
  };
  await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, doors.length) }, worker));
}
