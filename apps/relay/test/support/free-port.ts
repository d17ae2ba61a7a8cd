import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Given to somebody here who may not have begun to listen yet. */
const given = new Set<number>();

/**
 * A port that is free now, that nobody else here was given, and that the system will not give to somebody's outgoing
 * connection before it is used: below the ports it takes for those.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + randomInt(10_000);
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
