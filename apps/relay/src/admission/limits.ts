import type { Config } from "../config/config.ts";
import type { Limit } from "../hot/limit.ts";
import type { Principal } from "../http/context.ts";
import { networkOf } from "../net/network.ts";

const MINUTE = 60_000;

/** What a command is counted against: its token and its network over all doors, and its door for itself. */
export interface CommandLimits {
  readonly shared: readonly Limit[];
  readonly door: readonly Limit[];
}

export function commandLimits(
  config: Config,
  { principal, ip }: { readonly principal: Principal; readonly ip: string },
): CommandLimits {
  const limit = (name: string, key: string, burst: number): Limit => ({ name, key, burst, perMs: MINUTE });
  return {
    shared: [
      limit("token", `commands-by:${principal.credential}`, config.TOKEN_COMMANDS_PER_MINUTE),
      limit("network", `commands-from:${networkOf(ip)}`, config.NETWORK_COMMANDS_PER_MINUTE),
    ],
    door: [limit("door", "commands", config.DOOR_COMMANDS_PER_MINUTE)],
  };
}
