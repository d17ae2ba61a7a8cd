import { BackupError } from "../backup/errors.ts";
import { ConfigError } from "../config/config.ts";
import { EvictingRedisError, HotError } from "../hot/errors.ts";
import { ProblemError } from "../http/problem.ts";
import { NewerSchemaError, RecordsError } from "../records/errors.ts";

const OPERATORS = [ConfigError, EvictingRedisError, NewerSchemaError, BackupError, ProblemError];

/** An error as an operator reads it: what can be acted on needs no stack. */
export function explain(error: unknown): string {
  if (error instanceof RecordsError || error instanceof HotError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return `${error.message}${cause} Check DATABASE_URL, REDIS_URL and OPENLOCK_DATA, and that the stores run.`;
  }
  if (!(error instanceof Error)) return String(error);
  return OPERATORS.some((known) => error instanceof known) ? error.message : (error.stack ?? error.message);
}
