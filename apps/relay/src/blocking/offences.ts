import type { BlockReason } from "../hot/blocks.ts";
import type { Limit } from "../hot/limit.ts";
import type { ProblemError } from "../http/problem.ts";

const WINDOW_MS = 10 * 60_000;
/** What a well-meaning program may do by mistake counts this much less than guessing does. */
const MILD = 5;

/**
 * What a refusal counts as toward a block of the network that it went to. What a valid session may do is none. Limits
 * of devices are none either: the doors of a whole house come back at once after a power cut.
 *
 * Nor is what a page elsewhere can have the browsers of its visitors send, or it could have them kept out of their doors,
 * by a picture that is none: what is `bare`, and too much of anything. A wrong credential counts whoever sends it: a page
 * can set no header and send no JSON past the preflight, which verified websites alone pass; and a program that says it
 * is such a page gains nothing for its guesses.
 */
export function offenceOf(
  problem: ProblemError,
  { path, foreignPage = false }: { readonly path: string; readonly foreignPage?: boolean },
): BlockReason | undefined {
  const kind = kindOf(problem, path.startsWith("/api/devices/"));
  return foreignPage && kind === "excess" ? undefined : kind;
}

function kindOf(problem: ProblemError, ofDevice: boolean): BlockReason | undefined {
  if (problem.offence === "bare") return undefined;
  if (problem.offence === "mild" && !ofDevice) return "excess";
  switch (problem.problem) {
    case "forbidden":
      return ofDevice ? "devices" : "unauthorised";
    case "key-banned":
      return ofDevice ? "devices" : undefined;
    case "unauthenticated":
    case "code-wrong":
    case "passkey-refused":
    case "code-expired":
      // A device whose token is too old learns it this way, and registers anew.
      return ofDevice ? undefined : "unauthorised";
    case "rate-limited":
      return ofDevice ? undefined : "excess";
    default:
      return undefined;
  }
}

/** How many offences of a kind a network has before it is blocked. */
export function offenceLimit(why: BlockReason, network: string, refusals: number): Limit {
  const burst = why === "unauthorised" ? refusals : refusals * MILD;
  return { name: why, key: `offences:${why}:${network}`, burst, perMs: WINDOW_MS };
}
