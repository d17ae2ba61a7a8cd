import type { DoorId, SealedCommand } from "@openlock/protocol";
import type { DoorKeys } from "../devices/door-keys.ts";
import { inScope } from "../events/feed.ts";
import type { Principal, Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { TellQuotas } from "../http/rate-limit-headers.ts";
import type { GrantStandings } from "./grant-standings.ts";
import { commandLimits } from "./limits.ts";
import { admitOnce, checkAudience, checkAuthority, checkFreshness, checkKey, parseBody } from "./steps.ts";

export interface CommandAttempt {
  readonly principal: Principal;
  readonly ip: string;
  readonly door: DoorId;
  readonly body: Uint8Array;
  readonly tellQuotas: TellQuotas;
}

/** A command that may go to its door, once. */
export interface AdmittedCommand extends SealedCommand {
  readonly hash: string;
}

/**
 * The relay's checks of protocol §4, in its order; token and role came before. After it a command is remembered,
 * and must be forwarded now or never.
 *
 * @throws {ProblemError} the first check that does not pass
 */
export async function admitCommand(
  services: Services,
  keys: DoorKeys,
  grants: GrantStandings,
  attempt: CommandAttempt,
): Promise<AdmittedCommand> {
  const { principal, door, body, tellQuotas } = attempt;
  const command = parseBody(body);
  checkAudience(command.header, door);
  await checkKey(command.header, door, keys);
  const now = services.now();
  checkFreshness(command.header, now);
  checkAuthority(command.header, principal);
  await grants.check(command.header, principal, door);
  const limits = commandLimits(services.config, attempt);
  const hash = await admitOnce(command, { hot: services.hot, limits, tellQuotas, now });
  return { ...command, hash };
}

/** @throws {ProblemError} `door-unknown`: whether a door out of scope exists is nobody's business */
export function requireScope(principal: Principal, door: DoorId): void {
  if (!inScope(principal.doors, door)) {
    throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
  }
}
