import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { freePort } from "./free-port.ts";
import type { TestServer } from "./servers.ts";
import type { Command } from "./tied.ts";

/** Another process may take a free port before the server does. */
const PORTS_TRIED = 3;

interface ServerSettings {
  /** Where it runs and keeps its data; removed when it stops. */
  readonly dir: string;
  readonly command: (port: number) => Command;
  /** What it prints when it takes connections. */
  readonly ready: RegExp;
  readonly url: (port: number) => string;
}

/** A server in a process of its own. */
export class ServerProcess implements TestServer {
  readonly url: string;
  readonly #settings: ServerSettings;
  readonly #port: number;
  #child: ChildProcess;

  private constructor(settings: ServerSettings, port: number, child: ChildProcess) {
    this.url = settings.url(port);
    this.#settings = settings;
    this.#port = port;
    this.#child = child;
  }

  static async start(settings: ServerSettings): Promise<ServerProcess> {
    for (let tried = 1; ; tried++) {
      const port = await freePort();
      try {
        return new ServerProcess(settings, port, await run(settings, port));
      } catch (error) {
        if (tried < PORTS_TRIED) continue;
        rmSync(settings.dir, { recursive: true, force: true });
        throw error;
      }
    }
  }

  async stop(): Promise<void> {
    this.resume();
    // SIGINT is PostgreSQL's fast shutdown, which does not wait for its clients.
    await this.#end("SIGINT");
    rmSync(this.#settings.dir, { recursive: true, force: true });
  }

  kill9(): Promise<void> {
    return this.#end("SIGKILL");
  }

  async restart(): Promise<void> {
    this.#child = await run(this.#settings, this.#port);
  }

  pause(): void {
    this.#child.kill("SIGSTOP");
  }

  resume(): void {
    this.#child.kill("SIGCONT");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    // "close" comes when its own children, which share its output, have ended too.
    const ended = once(child, "close");
    child.kill(signal);
    await ended;
  }
}

async function run({ command, dir, ready }: ServerSettings, port: number): Promise<ChildProcess> {
  const [program, ...args] = command(port);
  const child = spawn(program, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"] });
  await printed(child, ready);
  return child;
}

function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const hear = (chunk: Buffer) => {
      // What it prints later is read, or it would block, but not kept.
      if (pattern.test(text)) return;
      text += chunk.toString();
      if (pattern.test(text)) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${child.spawnfile} ended (${code}):\n${text}`)));
  });
}
