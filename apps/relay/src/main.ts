#!/usr/bin/env node
import { verifyCommand } from "./audit/verify-command.ts";
import { ConfigError, readConfig } from "./config/config.ts";
import { EvictingRedisError, HotError } from "./hot/errors.ts";
import { createLog } from "./log.ts";
import { RecordsError } from "./records/errors.ts";
import { createRelay } from "./server.ts";

const USAGE = `Usage: relay start
       relay audit verify [--checkpoints FILE]

Runs the OpenLock relay, or verifies its audit. It is configured by environment variables; apps/relay/README.md lists them.
`;

const [command = "start", ...rest] = process.argv.slice(2);
if (command === "--help" || command === "-h") {
  process.stdout.write(USAGE);
} else if (command === "audit" && rest[0] === "verify") {
  process.exitCode = await verifyCommand(rest.slice(1)).catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    return 2;
  });
} else if (command !== "start" || rest.length > 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  await start();
}

async function start(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const log = createLog(config);
    const relay = await createRelay(config, { log });
    // The set-up link is a secret: it goes to whoever started the relay, never into the log.
    process.stdout.write(`OpenLock is listening on ${relay.url} and ${relay.tlsUrl}\n`);
    if (relay.setUpLink !== undefined) {
      process.stdout.write(`To set it up, open this link, once: ${relay.setUpLink}\n`);
    }
    let stopping = false;
    const stop = (signal: NodeJS.Signals) => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, "stopping; a second signal stops at once");
      relay.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, "the relay did not stop well");
          process.exit(1);
        },
      );
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

/** What an operator can act on needs no stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EvictingRedisError) return error.message;
  if (error instanceof RecordsError || error instanceof HotError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return `${error.message}${cause} Check DATABASE_URL, REDIS_URL and OPENLOCK_DATA, and that the stores run.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
