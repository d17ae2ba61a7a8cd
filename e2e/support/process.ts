import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export { freePort } from "../../apps/relay/test/support/free-port.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A Node process of the product, as `npm start` runs it. */
export interface Running {
  /** Everything it has printed. */
  output(): string;
  /** Resolves with the line that matches, printed before or after the call. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Ends it as an operator would; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export function runNode(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    printed += chunk.toString("utf8");
    for (const check of waiting) check();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);

  return {
    output: () => printed,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          waiting.delete(check);
          child.off("exit", gone);
          settle();
        };
        const check = () => {
          const match = printed.match(pattern);
          if (match) end(() => resolve(match));
        };
        const gone = () => end(() => reject(new Error(`${script} ended before ${pattern}:\n${printed}`)));
        waiting.add(check);
        child.once("exit", gone);
        check();
      }),
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
