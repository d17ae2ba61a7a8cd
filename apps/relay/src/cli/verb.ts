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
   * @throws {UsageError} where they do not fit
   */
  run(args: readonly string[]): Promise<void>;
}

/** The command line does not fit. The exit code is 2, and the verb's help follows. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
