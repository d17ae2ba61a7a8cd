import { CHAIN_START, ChainCheck, type ChainedRow, type ChainPoint, verdictWords } from "@openlock/api";
import type { AuditChainRecords, Checkpoint, Records } from "../records/records.ts";
import { CheckpointKey } from "./checkpoint-key.ts";

const PAGE = 500;

export interface AuditVerdict {
  readonly sound: boolean;
  /** What was found, for a person. */
  readonly words: string;
}

/**
 * Follows the whole journal, row by row, and compares it with the checkpoints beside it and with those that were kept
 * elsewhere. Reads only, and holds no more than a page of rows and the checkpoints.
 *
 * @param kept compact JWS, each a checkpoint of this relay's
 */
export async function verifyAudit(
  { auditChain, settings }: Pick<Records, "auditChain" | "settings">,
  kept: readonly string[] = [],
): Promise<AuditVerdict> {
  const key = await CheckpointKey.find(settings);
  const beside = await allCheckpoints(auditChain);
  const known: ChainPoint[] = [];
  for (const checkpoint of beside) {
    const said = await key?.read(checkpoint.jws);
    if (said?.seq !== checkpoint.seq || said.chain !== checkpoint.chain || said.kind !== checkpoint.kind) {
      return broken(`The checkpoint at row ${checkpoint.seq} is not signed by this relay: it was put there.`);
    }
    known.push(said);
  }
  for (const [at, jws] of kept.entries()) {
    const said = await key?.read(jws);
    if (!said) {
      return broken(
        `Checkpoint ${at + 1} of those that were kept is not signed by this relay's key: it is another relay's, or the key was replaced.`,
      );
    }
    known.push(said);
  }
  const start = await auditChain.start();
  const check = new ChainCheck(start ?? CHAIN_START, known);
  for await (const rows of pages(auditChain)) {
    for (const row of rows) if (!(await check.row(row))) break;
  }
  const verdict = check.end();
  return { sound: verdict.sound, words: verdictWords(verdict) };
}

/** Every row up to and with `through`, the oldest first, in pages. */
export async function* pages(
  chain: Pick<AuditChainRecords, "rows">,
  through = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<readonly ChainedRow[]> {
  // The relay numbers rows from 1; one that somebody else put before them is to be found too.
  for (let seq = Number.MIN_SAFE_INTEGER; seq < through; ) {
    const rows = (await chain.rows(seq, PAGE)).filter((row) => row.seq <= through);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    seq = last.seq;
  }
}

/** Every checkpoint that is kept, the oldest first. */
export async function allCheckpoints(
  chain: Pick<AuditChainRecords, "checkpoints">,
): Promise<readonly Checkpoint[]> {
  const all: Checkpoint[] = [];
  for (let page = await chain.checkpoints(-1, PAGE); page.length > 0; ) {
    all.push(...page);
    page = await chain.checkpoints(page.at(-1)?.seq ?? 0, PAGE);
  }
  return all;
}

function broken(words: string): AuditVerdict {
  return { sound: false, words };
}
