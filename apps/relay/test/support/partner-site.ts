import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface PartnerSite {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What it serves by path; everything else is 404. */
  readonly files: Map<string, { readonly type: string; readonly body: string }>;
  close(): void;
}

/** A website of somebody else, on a port of its own. */
export async function startPartnerSite(): Promise<PartnerSite> {
  const files: PartnerSite["files"] = new Map();
  const server: Server = createServer((request, answer) => {
    const file = files.get((request.url ?? "").split("?")[0] ?? "");
    if (!file) answer.writeHead(404).end();
    else answer.writeHead(200, { "content-type": file.type }).end(file.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    files,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
