import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real server on a port of its own, with its data in a directory that goes with it. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill9(): Promise<void>;
}

/** Starts a Redis with nothing in it. */
export async function startRedis(
  options: { readonly policy?: string; readonly port?: number } = {},
): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), "openlock-redis-"));
  const port = options.port ?? (await freePort());
  const child = spawn(
    "redis-server",
    [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no"],
      ...["--maxmemory-policy", options.policy ?? "noeviction"],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  await printed(child, /Ready to accept connections/);
  return server(child, dir, `redis://127.0.0.1:${port}`);
}

/** Starts a PostgreSQL with an empty database. It refuses to run as root, so root starts it as `postgres`. */
export async function startPostgres(): Promise<TestServer> {
  const bin = postgresBin();
  const dir = mkdtempSync(join(tmpdir(), "openlock-postgres-"));
  const data = join(dir, "data");
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"]).toString()));
    chownSync(dir, uid ?? 0, gid ?? 0);
  }
  const as = (program: string, args: readonly string[]): [string, string[]] =>
    asRoot
      ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, ...args]]
      : [program, [...args]];
  execFileSync(
    ...as(join(bin, "initdb"), [
      "-D",
      data,
      "-U",
      "openlock",
      "-A",
      "trust",
      "-N",
      "--locale=C",
      "-E",
      "UTF8",
    ]),
    { cwd: dir, stdio: "ignore" },
  );
  const port = await freePort();
  const child = spawn(
    ...as(join(bin, "postgres"), ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", dir]),
    { cwd: dir, stdio: ["ignore", "pipe", "pipe"] },
  );
  await printed(child, /ready to accept connections/);
  return server(child, dir, `postgres://openlock@127.0.0.1:${port}/postgres`);
}

function postgresBin(): string {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const newest = versions[0];
  if (newest === undefined) throw new Error("PostgreSQL is not installed: the package `postgresql` has it.");
  return join(base, newest, "bin");
}

function server(child: ChildProcess, dir: string, url: string): TestServer {
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    rmSync(dir, { recursive: true, force: true });
  };
  // SIGINT is PostgreSQL's fast shutdown, which does not wait for its clients.
  return { url, stop: () => end("SIGINT"), kill9: () => end("SIGKILL") };
}

function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${child.spawnfile} ended (${code}):\n${text}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  probe.close();
  await once(probe, "close");
  return address.port;
}
