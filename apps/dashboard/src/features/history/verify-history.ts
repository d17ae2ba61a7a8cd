import { type ChainPoint, type ChainVerdict, checkProof } from "@openlock/api";
import { authorizedFetch } from "../../api/http.ts";
import { t } from "../../i18n/text.ts";

/** Lines of a text that comes in pieces. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    if (rest !== "") yield rest;
  } finally {
    await reader.cancel();
  }
}

/**
 * Fetches the whole history as its chain covers it and follows it here, in this page: nothing but the rows is the
 * relay's word.
 *
 * @param known where the chain is known to have been
 * @throws {ApiError | ProofError} where it could not be fetched, which says nothing about it
 */
export async function verifyHistory(
  known: readonly ChainPoint[],
  progress: (rows: number, of: number) => void,
  signal: AbortSignal,
): Promise<ChainVerdict> {
  const response = await authorizedFetch("/api/audit/proof", { signal });
  if (!response.body) throw new Error(t`The server sent nothing.`);
  return await checkProof(linesOf(response.body), known, progress);
}
