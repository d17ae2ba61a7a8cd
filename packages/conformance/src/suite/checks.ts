import type { Check } from "./check.ts";
import { commandChecks } from "./commands.ts";
import { orderChecks } from "./order.ts";
import { replayChecks } from "./replay.ts";
import { sealedChecks } from "./sealed.ts";

/** Everything that is tried, in the order of the protocol. */
export const CHECKS: readonly Check[] = [...sealedChecks, ...orderChecks, ...commandChecks, ...replayChecks];
