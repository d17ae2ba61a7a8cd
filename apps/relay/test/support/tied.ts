export type Command = readonly [string, ...string[]];

/**
 * A command whose process the kernel kills when the one that started it is gone, however that ended: a test runner
 * kills its workers. Linux has that; elsewhere the process may stay behind.
 *
 * @param user whom it runs as; whoever asks must be root
 */
export function tied(command: Command, user?: string): Command {
  if (process.platform !== "linux") return command;
  const as = user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
  return ["setpriv", "--pdeathsig=KILL", ...as, ...command];
}
