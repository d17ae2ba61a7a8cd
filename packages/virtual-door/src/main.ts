#!/usr/bin/env node
import { parseArguments, USAGE, UsageError } from "./host/args.ts";
import { startHost } from "./host/server.ts";

try {
  const options = parseArguments(process.argv.slice(2));
  if (options === "help") {
    console.log(USAGE);
  } else {
    const host = await startHost(options);
    console.log(`virtual-door: listening on ${host.url}`);
    const stop = () => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      host.close().catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  }
} catch (error) {
  const known = error instanceof UsageError || (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  if (!known) throw error;
  console.error(`virtual-door: ${(error as Error).message}`);
  process.exitCode = 2;
}
