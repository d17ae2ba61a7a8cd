import type { Context } from "hono";
import type { Person, Records } from "../records/records.ts";
import type { RelayEnv } from "./context.ts";
import { ProblemError } from "./problem.ts";

/**
 * The caller as the records have them now.
 *
 * @throws {ProblemError} `unauthenticated` where they were removed a moment ago
 */
export async function callerPerson(
  { people }: Pick<Records, "people">,
  c: Context<RelayEnv>,
): Promise<Person> {
  const person = await people.byId(c.var.caller.personId);
  if (person) return person;
  throw new ProblemError("unauthenticated", "There is no session any more. Sign in.");
}
