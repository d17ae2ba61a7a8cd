// The floor for `nodes.ts`: `node:https` and `ws`, which take every socket and do nothing with it.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { WebSocketServer } from "ws";

const [, , cert = "", key = "", port = ""] = process.argv;
const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_request, response) => {
  const { user, system } = process.cpuUsage();
  const memory = `process_resident_memory_bytes ${process.memoryUsage().rss}`;
  response.end(`${memory}\nprocess_cpu_seconds_total ${(user + system) / 1e6}\n`);
});
new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false }).on(
  "connection",
  (socket) => {
    socket.on("message", () => {});
  },
);
server.listen(Number(port), "127.0.0.1", () => console.log("listening"));
