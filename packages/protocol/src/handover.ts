import * as z from "zod/mini";
import { BOUNDS } from "./bounds.ts";
import { parseShape } from "./json.ts";
import { type Jws, parseJws } from "./jws/parse.ts";
import { type SigningKey, signJws } from "./jws/sign.ts";
import { DoorId, Kid, Seconds } from "./names.ts";

/** What an owner says of a door that got another board: thumbprints of its key before and of the one that they have compared. */
export const HandoverClaims = z
  .strictObject({ aud: DoorId, from: Kid, to: Kid, iat: Seconds })
  .check(z.refine(({ from, to }) => from !== to, "from a key to itself"));
export type HandoverClaims = z.infer<typeof HandoverClaims>;

/**
 * Reads a handover strictly. That an owner signed it whom the reader has reason to trust is for `verifyJws`.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseHandover(text: string): Jws<HandoverClaims> {
  return parseJws(text, BOUNDS.grantBytes, "openlock-handover+jwt", HandoverClaims);
}

/**
 * Vouches for a door's new key, by an owner key of the board before.
 *
 * @throws {ProtocolError} `invalid`
 */
export async function signHandover(claims: HandoverClaims, owner: SigningKey): Promise<string> {
  return signJws("openlock-handover+jwt", parseShape(HandoverClaims, claims), owner);
}
