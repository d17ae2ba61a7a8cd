// The floor that `bench/command.ts` measures against: a command in over HTTP, out over a device's socket, the answer
// back. No checks, no journal; with REDIS_URL one `SET NX` for each command, which any shared replay memory costs.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { type WebSocket, WebSocketServer } from "ws";

// The relay's own Redis client: the benches have no dependencies of their own.
const { Redis } = createRequire(new URL("../apps/relay/package.json", import.meta.url))("ioredis");
const redis = process.env.REDIS_URL
  ? new Redis(process.env.REDIS_URL, { enableAutoPipelining: true })
  : undefined;

const sockets = new Map<string, WebSocket>();
const waiting = new Map<string, (frame: { code: number; jwe?: string }) => void>();
let count = 0;

const server = createServer((request, response) => {
  const [, , , door = ""] = (request.url ?? "").split("/");
  if (request.url === "/metrics") {
    const { user, system } = process.cpuUsage();
    response.end(`process_cpu_seconds_total ${(user + system) / 1e6}\n`);
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    const id = `bare-command-${++count}`;
    if (redis) await redis.set(id, 1, "PX", 180_000, "NX");
    waiting.set(id, ({ code, jwe }) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ code, result: jwe }));
    });
    sockets
      .get(door)
      ?.send(JSON.stringify({ type: "command", id, jwe: Buffer.concat(chunks).toString("latin1") }));
  });
});

new WebSocketServer({ server }).on("connection", (socket, request) => {
  sockets.set(new URL(request.url ?? "", "http://bare").searchParams.get("door") ?? "", socket);
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data));
    waiting.get(frame.id)?.(frame);
    waiting.delete(frame.id);
  });
});

server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
