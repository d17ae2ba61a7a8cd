// `pnpm bench:nodes [devices]`: many devices on relay processes that share a Redis and a PostgreSQL, over real TLS.
// How long until all are registered and connected, what an idle socket costs, how all come back when their node is killed and
// how commands do meanwhile; then two nodes against one. Prints Markdown tables; `bench/README.md` keeps them.
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { createSecureContext } from "node:tls";
import { importDeviceKey, randomBase64url, sealCommand } from "@openlock/protocol";
import { Cluster, type Node } from "../apps/relay/test/support/cluster.ts";
import { makeDeviceKeys } from "../apps/relay/test/support/device.ts";
import { freePort, runNode } from "../e2e/support/process.ts";
import { Fleet } from "./support/fleet.ts";
import { type Command, type Figures, measure } from "./support/load.ts";
import { requestOver } from "./support/request.ts";

// The relay's own, for the workspace's root has none.
const pg = createRequire(new URL("../apps/relay/package.json", import.meta.url))("pg");

const COUNT = Number(process.argv[2] ?? 5000);
/** Garbage of the handshakes is collected by then. */
const SETTLE_MS = 5000;
const CALLERS = 64;
const COMMANDS = 4000;

const keys = await makeDeviceKeys();
const boot = randomBase64url(16);
const target = { key: await importDeviceKey(keys.publicKey), kid: keys.kid, boot };
const crowd = Array.from({ length: COUNT }, (_, at) => `crowd-${at}`);
const busy = Array.from({ length: 100 }, (_, at) => `busy-${at}`);
let sealed = 0;
const load = () => loadavg()[0]?.toFixed(1);

const cluster = await Cluster.start(2);
try {
  const [survivor, doomed] = cluster.nodes as [Node, Node];
  await cluster.setUp(survivor);
  await makeDoors(cluster.postgres.url, [...crowd, ...busy]);
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, load ${load()}\n`,
  );

  const bare = await connectBare(cluster);
  const ours = await connectAll(doomed);
  console.log(
    `| ${COUNT} devices | s until all are connected | server's CPU ms a device | KiB a socket | tried again |`,
  );
  console.log("| --- | --- | --- | --- | --- |");
  const row = (what: string, { seconds, cpu, kib, retries }: Connected) =>
    console.log(`| ${what} | ${seconds.toFixed(1)} | ${cpu.toFixed(2)} | ${kib.toFixed(1)} | ${retries} |`);
  row("bare `ws`, one handshake, no registration", bare);
  row("OpenLock, registered, two handshakes", ours);
  const ratio = (figure: keyof Connected) => `× ${(ours[figure] / bare[figure]).toFixed(2)}`;
  console.log(`| ratio | ${ratio("seconds")} | ${ratio("cpu")} | ${ratio("kib")} | |\n`);

  await killNode(survivor, doomed, ours.fleet);
  await twoAgainstOne(survivor);
} finally {
  await cluster.stop();
}
process.exit(0);

async function connectBare(from: Cluster) {
  const port = await freePort();
  const [cert, key] = ["cert.pem", "key.pem"].map((name) => join(from.dir, name)) as [string, string];
  const server = runNode("bench/bare-sockets.ts", [cert, key, String(port)], {
    NODE_OPTIONS: "--import=tsx",
  });
  await server.line(/listening/);
  const address = { ...from.address(), tlsUrl: `https://localhost:${port}` };
  const context = createSecureContext({ ca: address.ca });
  const fleet = new Fleet({ address, doors: crowd, keys, boot, register: false });
  try {
    return await timed(fleet, async () => usageOf(await requestOver(context, `${address.tlsUrl}/`, "")));
  } finally {
    fleet.stop();
    await server.stop();
  }
}

async function connectAll(node: Node) {
  const fleet = new Fleet({ address: cluster.address(node), doors: crowd, keys, boot, register: true });
  return { fleet, ...(await timed(fleet, async () => usageOf((await cluster.ask(node, "/metrics")).text))) };
}

interface Connected {
  readonly seconds: number;
  /** Of the server, milliseconds a device. */
  readonly cpu: number;
  readonly kib: number;
  readonly retries: number;
}

async function timed(fleet: Fleet, look: () => Promise<Usage>): Promise<Connected> {
  const before = await look();
  // The first quarter also makes the heap grow to what handshakes want, which is no socket's own.
  const first = crowd.slice(0, COUNT / 4);
  let seconds = await fleet.connect(first);
  await later(SETTLE_MS);
  const warm = await look();
  seconds += await fleet.connect();
  await later(SETTLE_MS);
  const after = await look();
  return {
    seconds,
    cpu: ((after.cpuSeconds - before.cpuSeconds) * 1000) / COUNT,
    kib: (after.memory - warm.memory) / (COUNT - first.length) / 1024,
    retries: fleet.retries,
  };
}

interface Usage {
  /** Resident, in bytes. */
  readonly memory: number;
  readonly cpuSeconds: number;
}

function usageOf(metrics: string): Usage {
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "m").exec(metrics)?.[1]);
  return { memory: value("process_resident_memory_bytes"), cpuSeconds: value("process_cpu_seconds_total") };
}

async function killNode(survivor: Node, doomed: Node, fleet: Fleet): Promise<void> {
  const doors = new Fleet({ address: cluster.address(survivor), doors: busy, keys, boot, register: true });
  await doors.connect();
  const quiet = await commandsUntil(survivor, later(5000));
  const ended = fleet.ended();
  await cluster.kill(doomed);
  await ended;
  const all = { doors: crowd, keys, boot, register: true };
  const back = new Fleet({ address: cluster.address(survivor), ...all });
  let seconds = 0;
  const returning = back.connect().then((took) => {
    seconds = took;
  });
  const meanwhile = await commandsUntil(survivor, returning);
  const half = (back.arrivals[Math.floor(COUNT / 2)] ?? 0) / 1000;
  console.log(
    `All ${COUNT} on another node after \`kill -9\`: ${seconds.toFixed(1)} s, half of them ${half.toFixed(1)} s.\n`,
  );
  console.log(
    "| commands to 100 other doors of that node, 4 callers | commands | p50 ms | p99 ms | failed |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const [when, { took, failed }] of [
    ["before", quiet],
    ["while all come back", meanwhile],
  ] as const) {
    const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
    console.log(`| ${when} | ${took.length} | ${at(0.5)} | ${at(0.99)} | ${failed} |`);
  }
  console.log(`\nLoad ${load()}.\n`);
  back.stop();
  doors.stop();
}

/** What commands took, in ms, sorted, from now until that has settled. */
async function commandsUntil(node: Node, until: Promise<unknown>) {
  let going = true;
  const stop = until.finally(() => {
    going = false;
  });
  const took: number[] = [];
  let failed = 0;
  const caller = async () => {
    while (going) {
      const [command] = await seal(1);
      if (!command) return;
      const started = performance.now();
      const { status } = await cluster.send(node, command.door, command.jwe);
      took.push(performance.now() - started);
      if (status !== 200) failed += 1;
      await later(10);
    }
  };
  await Promise.all([stop, ...Array.from({ length: 4 }, caller)]);
  return { took: took.sort((a, b) => a - b), failed };
}

async function twoAgainstOne(first: Node): Promise<void> {
  const second = await cluster.add();
  const half = busy.length / 2;
  const at = (node: Node, doors: readonly string[]) =>
    new Fleet({ address: cluster.address(node), doors, keys, boot, register: true });
  console.log("| 100 doors, 64 callers | commands/s | p50 ms | p99 ms | CPU µs/command |");
  console.log("| --- | --- | --- | --- | --- |");
  const row = (what: string, { rate, p50, p99, cpu }: Figures) =>
    console.log(
      `| ${what} | ${rate.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${cpu.toFixed(0)} |`,
    );

  const alone = at(first, busy);
  await alone.connect();
  await measure(first.url, cluster.owner, await seal(COMMANDS / 4), CALLERS);
  row("one node", await measure(first.url, cluster.owner, await seal(COMMANDS), CALLERS));
  alone.stop();

  const halves = [at(first, busy.slice(0, half)), at(second, busy.slice(half))];
  for (const fleet of halves) await fleet.connect();
  const shares = [await seal(COMMANDS / 2), await seal(COMMANDS / 2)];
  const both = await Promise.all(
    [first, second].map(({ url }, which) => measure(url, cluster.owner, shares[which] ?? [], CALLERS / 2)),
  );
  const sum = (figure: keyof Figures) => both.reduce((total, figures) => total + figures[figure], 0);
  const worst = (figure: keyof Figures) => Math.max(...both.map((figures) => figures[figure]));
  row("two nodes, every other command for the other's door", {
    rate: sum("rate"),
    p50: worst("p50"),
    p99: worst("p99"),
    cpu: sum("cpu") / 2,
  });
  console.log(`\nLoad ${load()}.`);
  for (const fleet of halves) fleet.stop();
}

/** Really sealed commands to the busy doors in turn. */
async function seal(count: number): Promise<readonly Command[]> {
  const commands: Command[] = [];
  for (let made = 0; made < count; made++) {
    const door = busy[sealed++ % busy.length] ?? "";
    const command = { command: "unlock", args: { seconds: 5 } } as const;
    const password = "correct horse battery staple";
    commands.push({ door, jwe: (await sealCommand({ ...target, door, command, password })).jwe });
  }
  return commands;
}

/** Doors whose device is bound already: making each by its claim would take longer than all that is measured. */
async function makeDoors(url: string, ids: readonly string[]): Promise<void> {
  const firmware = { version: "1.0.0", chip: "ESP32" };
  const now = Date.now();
  const bound = { kid: keys.kid, publicKey: keys.publicKey, uid: "0a1b2c3d4e5f", boot, firmware };
  const device = JSON.stringify({ ...bound, boundAt: now, registeredAt: now });
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    "insert into doors (id, name, created_at, kid, device) select id, id, $2, $3, $4 from unnest($1::text[]) id",
    [ids, now, keys.kid, device],
  );
  await client.end();
}
