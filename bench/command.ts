// `pnpm bench:command [rounds]`: what a command costs in the relay, next to a bare `node:http` + `ws` relay on the same
// machine in the same run. Prints a Markdown table; `bench/README.md` keeps one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, runNode } from "../e2e/support/process.ts";
import { Devices } from "./support/devices.ts";
import { type Figures, measure, median } from "./support/load.ts";
import { BenchRelay } from "./support/relay.ts";

const ROUNDS = Number(process.argv[2] ?? 3);
const DOORS = Array.from({ length: 100 }, (_, at) => `door-${at}`);
const RUNS = [
  { callers: 1, warmUp: 300, commands: 1000 },
  { callers: 64, warmUp: 2000, commands: 8000 },
] as const;

const rows = [...(await compare("in process")), ...(await withRedis((url) => compare("Redis", url)))];
console.log(
  `\n${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${ROUNDS} rounds\n`,
);
console.log("| hot state | callers | relay | commands/s | p50 ms | p99 ms | CPU µs/command |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
console.log(rows.join("\n"));

async function compare(hot: string, redisUrl = ""): Promise<readonly string[]> {
  const dir = await mkdtemp(join(tmpdir(), "openlock-bench-"));
  const port = String(await freePort());
  const bareUrl = `http://127.0.0.1:${port}`;
  const bare = runNode("bench/bare-relay.ts", [], {
    NODE_OPTIONS: "--import=tsx",
    PORT: port,
    REDIS_URL: redisUrl,
  });
  const relay = await BenchRelay.start(dir, DOORS, redisUrl);
  await bare.line(/listening/);
  const devices = [
    await Devices.connect(bareUrl, relay.sessions),
    await Devices.connect(relay.url, relay.sessions),
  ];
  try {
    const table: string[] = [];
    for (const { callers, warmUp, commands } of RUNS) {
      const figures: { bare: Figures[]; relay: Figures[] } = { bare: [], relay: [] };
      for (let round = 0; round < ROUNDS; round++) {
        const warm = await relay.seal(warmUp);
        const sealed = await relay.seal(commands);
        await measure(bareUrl, "none", warm, callers);
        figures.bare.push(await measure(bareUrl, "none", sealed, callers));
        await measure(relay.url, relay.token, warm, callers);
        figures.relay.push(await measure(relay.url, relay.token, sealed, callers));
      }
      const [floor, ours] = [median(figures.bare), median(figures.relay)];
      const cell = (figures: Figures) =>
        `${figures.rate.toFixed(0)} | ${figures.p50.toFixed(2)} | ${figures.p99.toFixed(2)} | ${figures.cpu.toFixed(0)}`;
      const ratio = (key: keyof Figures) => `× ${(ours[key] / floor[key]).toFixed(2)}`;
      table.push(`| ${hot} | ${callers} | bare | ${cell(floor)} |`);
      table.push(`| ${hot} | ${callers} | OpenLock | ${cell(ours)} |`);
      table.push(
        `| ${hot} | ${callers} | ratio | ${ratio("rate")} | ${ratio("p50")} | ${ratio("p99")} | ${ratio("cpu")} |`,
      );
      console.error(table.slice(-3).join("\n"));
    }
    return table;
  } finally {
    for (const all of devices) all.disconnect();
    await Promise.all([relay.stop(), bare.stop()]);
    await rm(dir, { recursive: true, force: true });
  }
}

async function withRedis<T>(use: (url: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "openlock-bench-redis-"));
  const port = await freePort();
  const server = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", ""],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  try {
    for await (const chunk of server.stdout) if (String(chunk).includes("Ready to accept connections")) break;
    return await use(`redis://127.0.0.1:${port}`);
  } finally {
    const gone = once(server, "exit");
    server.kill("SIGTERM");
    await gone;
    await rm(dir, { recursive: true, force: true });
  }
}
