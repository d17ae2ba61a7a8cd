import { z } from "zod";
import { ChainCheck, type ChainPoint, type ChainVerdict } from "./audit-chain.ts";

const Point = z.strictObject({ seq: z.int().min(0), chain: z.string().regex(/^[0-9a-f]{64}$/) });
const Head = z.strictObject({ start: Point, end: Point });
const End = z.strictObject({ end: Point });
const Row = z.tuple([z.int(), z.string().nullable()], z.union([z.string(), z.number(), z.null()]));

/** What came was not a whole proof, so it says nothing about the journal. */
export class ProofError extends Error {
  override readonly name = "ProofError";
  readonly code = "proof-broken-off";
}

/**
 * Follows a journal as `GET /api/audit/proof` sends it, line by line, in bounded memory.
 *
 * @param known where its chain is known to have been
 * @param progress told of each row: how many there were, of how many
 * @throws {ProofError} where it is not whole, or not a proof
 */
export async function checkProof(
  lines: AsyncIterable<string>,
  known: readonly ChainPoint[],
  progress: (rows: number, of: number) => void = () => {},
): Promise<ChainVerdict> {
  let check: ChainCheck | undefined;
  let total = 0;
  for await (const line of lines) {
    const value = parse(line);
    if (!check) {
      const { start, end } = take(Head, value);
      check = new ChainCheck(start, known);
      total = end.seq - start.seq;
    } else if (Array.isArray(value)) {
      const [seq, chain, ...values] = take(Row, value);
      await check.row({ seq, chain, values });
      progress(check.rows, total);
    } else {
      take(End, value);
      return check.end();
    }
  }
  throw new ProofError("The download broke off before its end. Try again.");
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ProofError("What came is not a proof of the history.", { cause });
  }
}

function take<T>(schema: z.ZodType<T>, value: unknown): T {
  const taken = schema.safeParse(value);
  if (taken.success) return taken.data;
  throw new ProofError("What came is not a proof of the history.");
}
