import { UsageError } from "./verb.ts";

/** @throws {UsageError} where there is anything */
export function noArguments(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError(`Nothing may follow, but there is “${args.join(" ")}”.`);
}

/** @throws {UsageError} where there is not exactly one, or an option in its place */
export function onlyArgument(args: readonly string[], what: string): string {
  const [only] = args;
  if (only === undefined || args.length > 1 || only.startsWith("-")) throw new UsageError(`Say one ${what}.`);
  return only;
}
