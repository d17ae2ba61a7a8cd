import { type Logger, pino } from "pino";
import type { Config } from "./config/config.ts";

const CAUSES_MAX = 4;

/**
 * The relay's log: JSON lines on standard error. Of an error it tells name, code, message and stack, and of its causes,
 * but none of the members that drivers hang on it: those can hold what was sent.
 */
export function createLog(
  config: Config,
  destination: { write(line: string): void } = pino.destination(2),
): Logger {
  return pino({ level: config.LOG_LEVEL, base: null, serializers: { err: tellError } }, destination);
}

function tellError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: "not an Error" };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...("code" in error && typeof error.code === "string" ? { code: error.code } : {}),
    stack,
    ...(cause !== undefined && depth < CAUSES_MAX ? { cause: tellError(cause, depth + 1) } : {}),
  };
}
