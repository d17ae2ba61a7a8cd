import type { Context } from "hono";
import { inScope } from "../events/feed.ts";
import { askedBy } from "../http/audited.ts";
import type { Caller, RelayEnv } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { DoorScope, PersonRights } from "../records/records.ts";
import type { Identity } from "./identity.ts";

/**
 * That the caller may give this role and these doors: owners any; admins neither owner nor admin, and no door that is
 * not theirs.
 *
 * @throws {ProblemError} `forbidden`, written down
 */
export function requireMayGrant(
  identity: Identity,
  c: Context<RelayEnv>,
  action: string,
  grant: Partial<PersonRights>,
): void {
  const why = whyNotGive(c.var.caller, grant);
  if (why !== undefined) throw refuse(identity, c, action, why);
}

/** Why somebody may not give this role and these doors, in words for them; undefined where they may. */
export function whyNotGive(giver: PersonRights, grant: Partial<PersonRights>): string | undefined {
  if (giver.role === "owner") return undefined;
  if (giver.role !== "admin") return "Only owners and admins ask others in.";
  if (grant.role !== undefined && isManager(grant.role)) return "Only an owner makes owners and admins.";
  if (grant.doors && !covers(giver.doors, grant.doors)) {
    return "You can give others only doors that are yours. Ask an owner.";
  }
  return undefined;
}

/**
 * That the caller may change or remove this person: owners anybody; admins no owner, no admin, and nobody with doors
 * that are not theirs.
 *
 * @throws {ProblemError} `forbidden`, written down
 */
export function requireMayManage(
  identity: Identity,
  c: Context<RelayEnv>,
  action: string,
  person: PersonRights,
): void {
  const { caller } = c.var;
  if (caller.role === "owner") return;
  if (isManager(person.role)) {
    throw refuse(identity, c, action, "Only an owner changes or removes owners and admins.");
  }
  if (!covers(caller.doors, person.doors)) {
    throw refuse(identity, c, action, "This person has doors that are not yours. Ask an owner.");
  }
}

/**
 * That the caller's doors are all doors, for what is not about one door.
 *
 * @throws {ProblemError} `forbidden`, written down
 */
export function requireAllDoors(identity: Identity, c: Context<RelayEnv>, action: string): void {
  if (c.var.caller.doors.all) return;
  throw refuse(identity, c, action, "This is for people whose doors are all doors. Ask an owner.");
}

function refuse(identity: Identity, c: Context<RelayEnv>, action: string, detail: string): ProblemError {
  const problem = new ProblemError("forbidden", detail);
  identity.refuse({ ...askedBy(c), action, code: problem.problem });
  return problem;
}

function isManager(role: Caller["role"]): boolean {
  return role === "owner" || role === "admin";
}

function covers(scope: DoorScope, granted: DoorScope): boolean {
  return granted.all ? scope.all : granted.ids.every((id) => inScope(scope, id));
}

/** A scope as the audit tells it. */
export function doorsText(doors: DoorScope): string {
  return doors.all ? "all" : doors.ids.join(" ").slice(0, 1000);
}
