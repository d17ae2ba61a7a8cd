import { decodeBase64url } from "@openlock/protocol";
import { z } from "zod";
import type { ChainPoint } from "./audit-chain.ts";

const Claims = z.object({ seq: z.int().min(0), chain: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * What the checkpoints of a file say, a compact JWS a line. Their signatures are not looked at: whoever kept the file
 * knows where it is from, and the key would come from the very relay that is in question.
 *
 * @throws {Error} for a file that is none
 */
export function readCheckpoints(text: string): readonly ChainPoint[] {
  const lines = text.split("\n").map((line) => line.trim());
  const points = lines.filter((line) => line !== "").map(readCheckpoint);
  if (points.length === 0) throw new Error("There is no checkpoint in this file.");
  return points;
}

function readCheckpoint(jws: string): ChainPoint {
  try {
    const [, payload = ""] = jws.split(".");
    const { seq, chain } = Claims.parse(JSON.parse(new TextDecoder().decode(decodeBase64url(payload))));
    return { seq, chain };
  } catch (cause) {
    throw new Error("This is not a file of checkpoints.", { cause });
  }
}
