import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresData, postgresServer } from "./postgres.ts";
import { ServerProcess } from "./server-process.ts";
import { tied } from "./tied.ts";

/** A real server on a port of its own, with its data in a directory that goes with it. */
export interface TestServer {
  readonly url: string;
  /** Ends it in order, and removes its data. */
  stop(): Promise<void>;
  /** Ends it as a crash would. Its data stays for `restart`. */
  kill9(): Promise<void>;
  /** Starts it again, on the same port and with the same data, after `kill9`. */
  restart(): Promise<void>;
  /** Stops it from answering, its connections open: a server that hangs. */
  pause(): void;
  resume(): void;
}

export interface RedisServerOptions {
  /** `maxmemory-policy`; default `noeviction`. */
  readonly policy?: string;
  /** Keeps what it acknowledged over a crash; default: it comes back empty. */
  readonly persistent?: boolean;
  /** A cluster of one, which refuses a script whose keys are of several slots. */
  readonly cluster?: boolean;
}

/** Starts a Redis with nothing in it. */
export function startRedis(options: RedisServerOptions = {}): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), "openlock-redis-"));
  return ServerProcess.start({
    dir,
    command: (port) =>
      tied([
        "redis-server",
        ...["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", ""],
        ...["--maxmemory-policy", options.policy ?? "noeviction"],
        ...(options.persistent ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"]),
        ...(options.cluster ? ["--cluster-enabled", "yes", "--cluster-port", String(port - 10_000)] : []),
      ]),
    ready: /Ready to accept connections/,
    url: (port) => `redis://127.0.0.1:${port}`,
  });
}

/**
 * Starts a PostgreSQL with an empty database. It refuses to run as root, so root starts it as `postgres`.
 *
 * @param options `fsync` off does without the disk: a crash of the server then loses nothing, one of the machine may
 */
export function startPostgres(options: { readonly fsync?: boolean } = {}): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), "openlock-postgres-"));
  const data = postgresData(dir);
  return ServerProcess.start({
    dir,
    command: (port) => postgresServer({ data, port, sockets: dir, fsync: options.fsync ?? true }),
    ready: /ready to accept connections/,
    url: (port) => `postgres://openlock@127.0.0.1:${port}/postgres`,
  });
}
