import type { Check } from "./check.ts";
import { commandChecks } from "./commands.ts";

/** Everything that is tried, in the order of the protocol. */
export const CHECKS: readonly Check[] = [...commandChecks];
