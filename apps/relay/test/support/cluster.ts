import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim, Session } from "@openlock/api";
import { createAuthority, issueServerCertificate } from "../../src/tls/authority.ts";
import { type DeviceKeys, type RelayAddress, TestDevice } from "./device.ts";
import { freePort } from "./free-port.ts";
import { type Answer, ask } from "./http.ts";
import { RelayProcess } from "./process.ts";
import { fresh } from "./relay.ts";
import { startPostgres, startRedis, type TestServer } from "./servers.ts";

const MANY = "100000";

export interface Node {
  readonly process: RelayProcess;
  /** Plain HTTP. */
  readonly url: string;
  readonly tlsPort: number;
}

/** Relay processes on one Redis and one PostgreSQL, with one certificate, behind a balancer for devices. */
export class Cluster {
  readonly redis: TestServer;
  readonly postgres: TestServer;
  /** Those that run. */
  readonly nodes: Node[] = [];
  /** The owner's access token; good at every node. */
  owner = "";
  readonly #environment: Readonly<Record<string, string>>;
  /** Where `cert.pem`, `key.pem` and `ca.pem` are, and each node has its data. */
  readonly dir: string;
  readonly #ca: string;
  readonly #balancer: Balancer;

  private constructor(parts: {
    redis: TestServer;
    postgres: TestServer;
    dir: string;
    ca: string;
    balancer: Balancer;
    environment: Readonly<Record<string, string>>;
  }) {
    this.#environment = parts.environment;
    this.redis = parts.redis;
    this.postgres = parts.postgres;
    this.dir = parts.dir;
    this.#ca = parts.ca;
    this.#balancer = parts.balancer;
  }

  /** All nodes start at once, on stores with nothing in them. */
  static async start(count: number, environment: Readonly<Record<string, string>> = {}): Promise<Cluster> {
    const [redis, postgres] = await Promise.all([startRedis(), startPostgres({ fsync: false })]);
    const dir = await mkdtemp(join(tmpdir(), "openlock-cluster-"));
    const authority = await createAuthority(Date.now());
    const server = await issueServerCertificate(authority, ["localhost"], Date.now());
    await writeFile(join(dir, "cert.pem"), server.certificate);
    await writeFile(join(dir, "key.pem"), server.privateKey);
    await writeFile(join(dir, "ca.pem"), authority.certificate);
    const balancer = await Balancer.start();
    const cluster = new Cluster({ redis, postgres, dir, ca: authority.certificate, balancer, environment });
    await Promise.all(Array.from({ length: count }, () => cluster.add()));
    return cluster;
  }

  async add(): Promise<Node> {
    const [port, tlsPort] = [await freePort(), await freePort()];
    const data = join(this.dir, String(port));
    await mkdir(data);
    const process = new RelayProcess({
      OPENLOCK_DATA: data,
      PORT: String(port),
      TLS_PORT: String(tlsPort),
      TLS_CERT: join(this.dir, "cert.pem"),
      TLS_KEY: join(this.dir, "key.pem"),
      TLS_CA: join(this.dir, "ca.pem"),
      REDIS_URL: this.redis.url,
      DATABASE_URL: this.postgres.url,
      LOG_LEVEL: "warn",
      DOOR_COMMANDS_PER_MINUTE: MANY,
      TOKEN_COMMANDS_PER_MINUTE: MANY,
      NETWORK_COMMANDS_PER_MINUTE: MANY,
      REGISTRATIONS_PER_MINUTE: MANY,
      ...this.#environment,
    });
    const node = { process, url: `http://localhost:${port}`, tlsPort };
    await process.printed(/listening/);
    this.nodes.push(node);
    this.#balancer.ports.add(tlsPort);
    return node;
  }

  /** Makes the owner through the link that a node printed. */
  async setUp(node: Node): Promise<void> {
    const [, token = ""] = await node.process.printed(/\/setup#token=([A-Za-z0-9_-]+)/);
    const json = { token, email: "owner@example.org", name: "The owner" };
    const answer = await ask(`${node.url}/api/setup`, { method: "POST", json });
    if (answer.status >= 300) throw new Error(`not set up: ${answer.text}`);
    this.owner = answer.json<Session>().accessToken;
  }

  ask(node: Node, path: string, options: Parameters<typeof ask>[1] = {}): Promise<Answer> {
    return ask(node.url + path, { token: this.owner, ...options });
  }

  send(node: Node, door: string, jwe: string): Promise<Answer> {
    const headers = { "content-type": "application/jose" };
    return this.ask(node, `/api/doors/${door}/commands`, { method: "POST", body: jwe, headers });
  }

  /** What devices are given: one node's address, or that of the balancer, which leads to any. */
  address(node?: Node): RelayAddress {
    return { tlsUrl: `https://localhost:${node?.tlsPort ?? this.#balancer.port}`, ca: this.#ca };
  }

  /** A new door whose device is connected, at that node where no other address is said. */
  async online(node: Node, keys: DeviceKeys, address = this.address(node)): Promise<TestDevice> {
    const id = fresh("door");
    await this.ask(node, "/api/doors", { method: "POST", json: { id, name: id } });
    const claimed = await this.ask(node, `/api/doors/${id}/claim`, { method: "POST" });
    return new TestDevice(address, id, keys).start(claimed.json<Claim>().claim);
  }

  /** The same door, as its device comes back: with its key and boot nonce, at a node or at any. */
  again(device: TestDevice, node?: Node): TestDevice {
    const after = new TestDevice(this.address(node), device.door, device.keys);
    after.boot = device.boot;
    return after;
  }

  /** kill -9 */
  async kill(node: Node): Promise<void> {
    this.nodes.splice(this.nodes.indexOf(node), 1);
    this.#balancer.ports.delete(node.tlsPort);
    await node.process.kill();
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(({ process }) => process.kill()));
    this.#balancer.stop();
    await Promise.all([this.redis.stop(), this.postgres.stop()]);
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** Leads each TCP connection to the next of its ports, and its end to the other side. */
export class Balancer {
  readonly ports = new Set<number>();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #turn = 0;

  private constructor() {
    this.#server = createServer((client) => {
      const ports = [...this.ports];
      const node = connect(ports[this.#turn++ % ports.length] ?? 1, "127.0.0.1");
      for (const [from, to] of [
        [client, node],
        [node, client],
      ] as const) {
        this.#sockets.add(from);
        from.on("error", () => to.destroy());
        from.on("close", () => {
          this.#sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
  }

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(0, "127.0.0.1");
    await once(balancer.#server, "listening");
    return balancer;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
