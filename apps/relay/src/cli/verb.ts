/** 0, 1 where it failed (standard error says what to do), 2 where the command line does not fit. */
export type ExitCode = 0 | 1 | 2;

/** One thing that the `relay` command does. */
export interface Verb {
  /** What follows its name, for example `DIRECTORY`. */
  readonly usage: string;
  /** One line, for the list of all. */
  readonly summary: string;
  /** What one must know to use it, for its own `--help`. */
  readonly help: string;
  /**
   * @param args what follows the verb's name
   * @returns the exit code; nothing is 0
   * @throws {UsageError} where they do not fit
   */
  run(args: readonly string[]): Promise<ExitCode | undefined>;
}

/** The command line does not fit. The exit code is 2, and the verb's help follows. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
