import * as z from "zod/mini";
import { BOUNDS } from "../bounds.ts";
import { Jti, Kid, Seconds } from "../names.ts";
import { DeviceSettings } from "../settings.ts";

const none = z.strictObject({});
const unlockSeconds = z.int().check(z.minimum(1), z.maximum(BOUNDS.unlockSecondsMax));

/** The arguments of each command (section 1). */
export const COMMAND_ARGS = {
  unlock: z.strictObject({ seconds: z.exactOptional(unlockSeconds) }),
  lock: none,
  hold: z.strictObject({ until: Seconds }),
  lockdown: z.strictObject({ on: z.boolean() }),
  status: none,
  identify: none,
  configure: DeviceSettings,
  revoke: z.union([
    z.strictObject({ jti: Jti, until: Seconds }),
    z.strictObject({ kid: Kid, until: Seconds }),
  ]),
  restart: none,
} as const;

export type CommandName = keyof typeof COMMAND_ARGS;
export const COMMAND_NAMES = Object.keys(COMMAND_ARGS) as readonly CommandName[];

export type CommandArgs<N extends CommandName> = z.infer<(typeof COMMAND_ARGS)[N]>;

/** What a device is asked to do: a command and its arguments, already checked. */
export type Command = {
  [N in CommandName]: { readonly command: N; readonly args: CommandArgs<N> };
}[CommandName];

/** Checks a command's name and arguments. Without arguments stands for `{}`. */
export function parseCommand(
  name: string,
  args: unknown,
):
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly error: "unknown-command" | "invalid-arguments" } {
  if (!isCommandName(name)) return { ok: false, error: "unknown-command" };
  const parsed = COMMAND_ARGS[name].safeParse(args ?? {});
  if (!parsed.success) return { ok: false, error: "invalid-arguments" };
  // The schema that was used is the one of `name`, which TypeScript cannot follow through the lookup.
  return { ok: true, command: { command: name, args: parsed.data } as Command };
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_ARGS, name);
}
