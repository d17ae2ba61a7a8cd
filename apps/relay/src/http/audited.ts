import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { RecordsError } from "../records/errors.ts";
import type { AuditActor, AuditEntry } from "../records/records.ts";
import type { RelayEnv, Services } from "./context.ts";
import { ProblemError } from "./problem.ts";

/** Something that is about to be done, as the audit tells it. */
export type Doing = Pick<AuditEntry, "actor" | "ip" | "action" | "door" | "detail">;

/**
 * Does something with a durable row before it and one after it that says how it ended. Nothing is done where the first
 * row cannot be written.
 *
 * @throws {ProblemError} `store-unavailable`; and what `run` throws
 */
export async function audited<T>(
  { journal, log, now }: Pick<Services, "journal" | "log" | "now">,
  doing: Doing,
  run: () => Promise<T>,
): Promise<T> {
  const ref = randomUUID();
  try {
    await journal.write({ ...doing, at: now(), outcome: "begun", ref });
  } catch (cause) {
    throw new ProblemError("store-unavailable", "The relay cannot write this down, so it does not do it.", {
      cause,
    });
  }
  // What is done is done: a row that is missing then shows as a doing whose end is not known.
  const end = (how: Pick<AuditEntry, "outcome" | "code">) =>
    journal.write({ ...doing, at: now(), ref, ...how }).catch((error: unknown) => {
      log.error({ err: error, action: doing.action, ref }, "how it ended was not written down");
    });
  let result: T;
  try {
    result = await run();
  } catch (error) {
    await end({ outcome: "failed", code: codeOf(error) });
    throw error;
  }
  await end({ outcome: "done" });
  return result;
}

/** Who asks and from where, for an audit row. */
export function askedBy(c: Context<RelayEnv>): { readonly actor: AuditActor; readonly ip: string } {
  return { actor: c.var.principal.actor, ip: c.var.ip };
}

function codeOf(error: unknown): string {
  if (error instanceof ProblemError) return error.problem;
  return error instanceof RecordsError ? error.code : "internal";
}
