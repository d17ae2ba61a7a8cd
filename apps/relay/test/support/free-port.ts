import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system takes for outgoing connections. */
const FIRST = 20_000;
/** Workers of vitest and of Playwright run beside each other: each has ports of its own. */
const WORKERS = 8;
const EACH = 1_250;
const worker = Number(process.env.VITEST_POOL_ID ?? process.env.TEST_PARALLEL_INDEX ?? 0) % WORKERS;
/** Given to somebody here who may not have begun to listen yet. */
const given = new Set<number>();

/**
 * A port that is free now, that nobody else here was given, and that the system will not give to somebody's outgoing
 * connection before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + worker * EACH + randomInt(EACH);
    if (given.has(port)) continue;
    given.add(port);
    const server = createServer();
    const tried = new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, () => resolve(true));
    });
    if (!(await tried)) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
