import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** A relay in a process of its own, as an operator starts it: the compiled one. */
export class RelayProcess {
  readonly #child: ChildProcess;
  #output = "";
  readonly #waiting = new Set<() => void>();

  constructor(environment: Readonly<Record<string, string>>, args: readonly string[] = ["start"]) {
    this.#child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env.PATH ?? "", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
        for (const wake of this.#waiting) wake();
        this.#waiting.clear();
      });
    }
  }

  get output(): string {
    return this.#output;
  }

  /** The first match in what it prints, printed before or after the call. */
  async printed(pattern: RegExp): Promise<RegExpMatchArray> {
    const gone = this.ended().then((code) => {
      throw new Error(`ended with ${code} before it printed ${pattern}:\n${this.#output}`);
    });
    // Where it is found first, nobody waits for the end any more.
    gone.catch(() => {});
    for (;;) {
      const match = this.#output.match(pattern);
      if (match) return match;
      await Promise.race([new Promise<void>((resolve) => this.#waiting.add(resolve)), gone]);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Its exit code, or the signal that ended it, once it has. */
  async ended(): Promise<number | string> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode ?? signalCode ?? "";
    // Everything printed has been read by then.
    const [code, signal] = await once(this.#child, "close");
    return code ?? signal;
  }

  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
  }
}
