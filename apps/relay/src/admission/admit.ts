import type { DoorId, SealedCommand } from "@openlock/protocol";
import type { DoorKeys } from "../devices/door-keys.ts";
import { inScope } from "../events/feed.ts";
import type { Limit } from "../hot/hot.ts";
import type { Caller, Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import { admitOnce, checkAudience, checkFreshness, checkKey, parseBody } from "./steps.ts";

const MINUTE = 60_000;

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
  attempt: { readonly caller: Caller; readonly door: DoorId; readonly body: Uint8Array },
): Promise<AdmittedCommand> {
  const { caller, door, body } = attempt;
  const command = parseBody(body);
  checkAudience(command.header, door);
  await checkKey(command.header, door, keys);
  const now = services.now();
  checkFreshness(command.header, now);
  const hash = await admitOnce(command, services.hot, limitsOf(services, caller, door), now);
  return { ...command, hash };
}

/** @throws {ProblemError} `door-unknown`: whether a door out of scope exists is nobody's business */
export function requireScope(caller: Caller, door: DoorId): void {
  if (!inScope(caller.doors, door)) {
    throw new ProblemError("door-unknown", "There is no such door, or you may not use it.");
  }
}

function limitsOf({ config }: Services, caller: Caller, door: DoorId): readonly Limit[] {
  return [
    { name: "door", key: `door:${door}`, burst: config.DOOR_COMMANDS_PER_MINUTE, perMs: MINUTE },
    {
      name: "person",
      key: `person:${caller.personId}`,
      burst: config.PERSON_COMMANDS_PER_MINUTE,
      perMs: MINUTE,
    },
  ];
}
