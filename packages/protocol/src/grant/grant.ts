import { BOUNDS } from "../bounds.ts";
import { parseShape } from "../json.ts";
import { type Jws, parseJws } from "../jws/parse.ts";
import { type SigningKey, signJws } from "../jws/sign.ts";
import { GrantClaims } from "./claims.ts";
import { isWithin } from "./schedule.ts";

/**
 * Reads a grant strictly. That an owner key signed it is for `verifyJws`.
 *
 * @throws {ProtocolError} `too-large`, `not-compact`, `not-canonical`, `not-json`, `duplicate-member`, `invalid`
 */
export function parseGrant(text: string): Jws<GrantClaims> {
  return parseJws(text, BOUNDS.grantBytes, "openlock-grant+jwt", GrantClaims);
}

/**
 * Signs a grant with an owner key.
 *
 * @throws {ProtocolError} `invalid` for a grant out of bounds
 */
export async function signGrant(claims: GrantClaims, owner: SigningKey): Promise<string> {
  // Whatever the shape allows fits into the bound of a grant.
  return signJws("openlock-grant+jwt", parseShape(GrantClaims, claims), owner);
}

/** Why a grant, which an owner signed, does not allow something. */
export type GrantRefusal =
  | "other-door"
  | "not-yet"
  | "expired"
  | "off-schedule"
  | "unlisted-command"
  /** It would leave the door open after the grant's end. */
  | "outlasts-grant";

/** What a grant is held against. */
export interface GrantUse {
  readonly door: string;
  readonly command: string;
  /** As they came, not yet checked. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** The present, since the epoch. */
  readonly seconds: number;
}

/**
 * Whether a grant allows a command at that moment. Who signed it, whom it is for and whether it was revoked is not asked
 * here.
 *
 * @returns nothing where it does
 */
export function refuseByGrant(
  { aud, nbf, exp, schedule, tz, commands }: GrantClaims,
  wanted: GrantUse,
): GrantRefusal | undefined {
  if (aud !== wanted.door) return "other-door";
  if (wanted.seconds < nbf) return "not-yet";
  if (wanted.seconds >= exp) return "expired";
  if (schedule && tz !== undefined && !isWithin(schedule, tz, wanted.seconds)) return "off-schedule";
  if (!commands.some((command) => command === wanted.command)) return "unlisted-command";
  return openUntil(wanted) > exp ? "outlasts-grant" : undefined;
}

/** Until when a command asks to leave the door open; what is no number there is refused as an argument later. */
function openUntil({ command, args, seconds }: GrantUse): number {
  if (command === "hold" && typeof args?.until === "number") return args.until;
  if (command === "unlock" && typeof args?.seconds === "number") return seconds + args.seconds;
  return seconds;
}
