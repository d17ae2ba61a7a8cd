import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../src/config/config.ts";
import { Cluster, type Node } from "./support/cluster.ts";
import { TestDevice } from "./support/device.ts";
import { listenTo } from "./support/event-stream.ts";
import { freePort } from "./support/free-port.ts";
import { ask } from "./support/http.ts";
import { seal, someDeviceKeys } from "./support/relay.ts";
import { tied } from "./support/tied.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const DEPLOY = join(ROOT, "deploy");
const read = (name: string) => readFile(join(DEPLOY, name), "utf8");
const onPath = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

const SETTINGS = { OPENLOCK_HOST: "lock.example.org", POSTGRES_PASSWORD: "s3cret", SMTP_URL: "smtps://mail" };

/** What is used of compose.yaml's schema, and nothing else: a member that is misspelled is found. */
const names = z.array(z.string());
const Service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.literal("unless-stopped"),
  stop_grace_period: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: names.optional(),
  security_opt: names.optional(),
  tmpfs: names.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z
    .union([names, z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") }))])
    .optional(),
  networks: names,
  ports: names.optional(),
  volumes: names.optional(),
  command: names.optional(),
  healthcheck: z
    .strictObject({ test: names, interval: z.string(), timeout: z.string(), retries: z.int() })
    .optional(),
});
const Compose = z.strictObject({
  name: z.string(),
  "x-relay": z.unknown(),
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.strictObject({})),
});

/** Compose's interpolation, as far as the file uses it. Whatever must be said and is not, is an error there. */
function interpolate(text: string): string {
  return text.replace(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name: keyof typeof SETTINGS) => {
    expect(Object.keys(SETTINGS)).toContain(name);
    return SETTINGS[name];
  });
}

test("compose.yaml fits together, and its relays start with what it gives them", async () => {
  const { services, networks, volumes } = Compose.parse(
    parse(interpolate(await read("compose.yaml")), { merge: true }),
  );
  for (const service of Object.values(services)) {
    for (const network of service.networks) expect(networks).toHaveProperty(network);
    const needed = service.depends_on ?? [];
    for (const other of Array.isArray(needed) ? needed : Object.keys(needed)) {
      expect(services).toHaveProperty(other);
      if (!Array.isArray(needed)) expect(services[other]?.healthcheck).toBeDefined();
    }
    for (const volume of service.volumes ?? []) {
      const [source = ""] = volume.split(":");
      if (source.startsWith("./")) expect(existsSync(join(DEPLOY, source))).toBe(true);
      else expect(volumes).toHaveProperty(source);
    }
  }
  const table = await readFile(join(ROOT, "apps/relay/README.md"), "utf8");
  for (const relay of [services["relay-1"], services["relay-2"]]) {
    const environment = relay?.environment ?? {};
    for (const variable of Object.keys(environment)) expect(table).toContain(`\`${variable}\``);
    const { DATABASE_URL = "", REDIS_URL = "", TRUST_PROXY } = readConfig(environment);
    expect(services).toHaveProperty(new URL(DATABASE_URL).hostname);
    expect(services).toHaveProperty(new URL(REDIS_URL).hostname);
    expect(TRUST_PROXY).toBe(1);
    expect(existsSync(join(DEPLOY, relay?.build?.context ?? "", relay?.build?.dockerfile ?? ""))).toBe(true);
  }
  expect(services.redis?.command).toContain("noeviction");
  const upstreams = services.caddy?.environment?.OPENLOCK_RELAYS?.split(" ") ?? [];
  for (const upstream of upstreams) expect(services).toHaveProperty(upstream.split(":")[0] ?? "");
});

test("systemd unit and Dockerfile set only what the relay knows", async () => {
  const table = await readFile(join(ROOT, "apps/relay/README.md"), "utf8");
  const texts = [await read("openlock-relay.service"), await read("Dockerfile")];
  const given = texts.flatMap((text) => [...text.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name]) => name));
  expect(given).toContain("OPENLOCK_DATA");
  for (const name of new Set(given)) if (name !== "NODE_ENV") expect(table).toContain(`\`${name}\``);
});

test.skipIf(!onPath("systemd-analyze"))("systemd finds nothing wrong with the unit", async () => {
  const dir = await mkdtemp(join(tmpdir(), "openlock-unit-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  // Where Node is differs; the unit says where Debian has it.
  const unit = (await read("openlock-relay.service")).replace("/usr/bin/node", process.execPath);
  await writeFile(join(dir, "openlock-relay.service"), unit);
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", join(dir, "openlock-relay.service")]);
  expect(stderr.toString()).toBe("");
  expect(status).toBe(0);
});

describe.skipIf(!onPath("caddy"))("Caddy", () => {
  test("takes the Caddyfile", () => {
    const { status, stdout } = spawnSync(
      "caddy",
      ["validate", "--adapter", "caddyfile", "--config", "Caddyfile"],
      {
        cwd: DEPLOY,
        env: {
          ...process.env,
          OPENLOCK_HOST: "lock.example.org",
          OPENLOCK_RELAYS: "relay-1:8080 relay-2:8080",
        },
      },
    );
    expect(stdout.toString()).toContain("Valid configuration");
    expect(status).toBe(0);
  });

  test("before two relays: a door, its events, and a node that is killed", async () => {
    const cluster = await Cluster.start(2, { TRUST_PROXY: "1" });
    onTestFinished(() => cluster.stop());
    const [first, second] = cluster.nodes as [Node, Node];
    await cluster.setUp(first);
    const { tlsUrl, ca } = await startCaddy(cluster);

    const device = await cluster.online(first, await someDeviceKeys(), { tlsUrl, ca });
    const send = (jwe: string) =>
      ask(`${tlsUrl}/api/doors/${device.door}/commands`, {
        method: "POST",
        ca,
        token: cluster.owner,
        body: jwe,
        headers: {
          "content-type": "application/jose",
          "x-request-id": "0e5d1a52-7c1f-4b1e-9c43-2a6f0b1d9e77",
        },
      });
    const answer = await send((await seal(device)).jwe);
    expect(answer.status).toBe(200);
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers["x-request-id"]).not.toContain("0e5d1a52");
    expect((await ask(`${tlsUrl}/metrics`, { ca })).status).toBe(404);
    const held = await Promise.all(
      cluster.nodes.map(async (node) =>
        /^openlock_device_sockets 1$/m.test((await ask(`${node.url}/metrics`)).text),
      ),
    );
    const [holder, other] = held[0] ? [first, second] : [second, first];
    const stream = await listenTo(other.url, cluster.owner);
    const closed = device.closed();
    await cluster.kill(holder);
    await closed;
    const back = new TestDevice({ tlsUrl, ca }, device.door, device.keys);
    back.boot = device.boot;
    // As a device does: a connection to the dead node that Caddy kept open costs an answer (502), so it tries again.
    const started = () => back.start().then(() => "connected", String);
    await expect.poll(started, { timeout: 15_000 }).toBe("connected");
    await stream.until((event) => event.type === "door-online" && event.door === device.door);
    // For a command too, which Caddy does not send again.
    await expect.poll(async () => (await send((await seal(back)).jwe)).status, { timeout: 15_000 }).toBe(200);
    back.stop();
    stream.close();
  });
});

/** Caddy with the Caddyfile as it is, but on ports of its own, and with an authority of its own. */
async function startCaddy(cluster: Cluster): Promise<{ readonly tlsUrl: string; readonly ca: string }> {
  const dir = await mkdtemp(join(tmpdir(), "openlock-caddy-"));
  const [http, https] = [await freePort(), await freePort()];
  const options = [
    "admin off",
    "skip_install_trust",
    "local_certs",
    `http_port ${http}`,
    `https_port ${https}`,
  ];
  const config = `{\n${options.join("\n")}\nstorage file_system ${dir}\n}\nimport ${join(DEPLOY, "Caddyfile")}\n`;
  await writeFile(join(dir, "Caddyfile"), config);
  const [program, ...args] = tied([
    "caddy",
    "run",
    "--adapter",
    "caddyfile",
    "--config",
    join(dir, "Caddyfile"),
  ]);
  const child = spawn(program, args, {
    env: {
      ...process.env,
      OPENLOCK_HOST: "localhost",
      OPENLOCK_RELAYS: cluster.nodes
        .map(({ url }) => new URL(url).host.replace("localhost", "127.0.0.1"))
        .join(" "),
    },
    stdio: "ignore",
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await rm(dir, { recursive: true, force: true });
  });
  const authority = join(dir, "pki", "authorities", "local", "root.crt");
  await expect.poll(() => existsSync(authority), { timeout: 15_000 }).toBe(true);
  const ca = await readFile(authority, "utf8");
  const tlsUrl = `https://localhost:${https}`;
  const ready = () => ask(`${tlsUrl}/api/about`, { ca }).then(({ status }) => status, String);
  await expect.poll(ready, { timeout: 15_000 }).toBe(200);
  return { tlsUrl, ca };
}
