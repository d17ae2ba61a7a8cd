import { createSocket } from "node:dgram";
import { once } from "node:events";
import { AUTHORITATIVE_ANSWER, decode, encode } from "dns-packet";

export interface TestDns {
  /** `address:port`, as Node's resolver takes it. */
  readonly server: string;
  /** TXT records by name, each in one piece or in several. */
  readonly txt: Map<string, readonly (string | readonly string[])[]>;
  close(): void;
}

const NXDOMAIN = 3;

/** A name server that knows TXT records and nothing else. */
export async function startDns(): Promise<TestDns> {
  const txt: TestDns["txt"] = new Map();
  const socket = createSocket("udp4");
  socket.on("message", (packet, from) => {
    const { id = 0, questions = [] } = decode(packet);
    const name = questions[0]?.name ?? "";
    const records = txt.get(name);
    const answers = (records ?? []).map((data) => ({
      type: "TXT" as const,
      name,
      ttl: 0,
      data: typeof data === "string" ? data : [...data],
    }));
    const flags = AUTHORITATIVE_ANSWER | (records ? 0 : NXDOMAIN);
    socket.send(encode({ type: "response", id, flags, questions, answers }), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { server: `127.0.0.1:${socket.address().port}`, txt, close: () => socket.close() };
}
