import { readConfig } from "../config/config.ts";
import { createLog } from "../log.ts";
import { noArguments } from "./arguments.ts";
import type { Verb } from "./verb.ts";

export const start: Verb = {
  usage: "",
  summary: "Runs the relay",
  help: `
Brings the database up to date first, one node at a time. Prints a link that makes the first owner, until there is one.
SIGTERM stops it without losing a command; a second one stops it at once. SIGHUP reads the certificate files again.
`,
  async run(args) {
    noArguments(args);
    const config = readConfig(process.env);
    const log = createLog(config);
    // Here, for all of the server comes with it, which no other verb wants.
    const { createRelay } = await import("../server.ts");
    const relay = await createRelay(config, { log });
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
    process.on("SIGHUP", () => void relay.reloadTls());
    // Last: whoever reads it may send a signal at once.
    // The set-up link is a secret: it goes to whoever started the relay, never into the log.
    process.stdout.write(`OpenLock is listening on ${relay.url} and ${relay.tlsUrl}\n`);
    if (relay.setUpLink !== undefined) {
      process.stdout.write(`To set it up, open this link, once: ${relay.setUpLink}\n`);
    }
  },
};
