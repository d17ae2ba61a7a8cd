import type { Context } from "hono";
import type { BlockReason } from "../hot/blocks.ts";
import type { Limit } from "../hot/limit.ts";
import type { RelayEnv } from "../http/context.ts";
import type { ProblemError } from "../http/problem.ts";

const WINDOW_MS = 10 * 60_000;
/** What a well-meaning program may do by mistake counts this much less than guessing does. */
const MILD = 5;

/**
 * What a refusal counts as toward a block of the network that it went to. What a valid session may do is none. Limits
 * of devices are none either: the doors of a whole house come back at once after a power cut.
 */
export function offenceOf(
  problem: ProblemError,
  { path, foreignPage = false }: { readonly path: string; readonly foreignPage?: boolean },
): BlockReason | undefined {
  const ofDevice = path.startsWith("/api/devices/");
  // Or a page elsewhere could have its visitors kept out of their doors, by a picture that is none.
  if (problem.offence === "bare" && foreignPage) return undefined;
  if (problem.offence !== "full" && !ofDevice) return "excess";
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

/** Whether a browser says that a page of another site had it ask (Fetch Metadata, 2.3). */
export function isForeignPage(c: Context<RelayEnv>): boolean {
  const site = c.req.header("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}
