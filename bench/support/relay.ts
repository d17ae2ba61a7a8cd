import type { Claim, Session } from "@openlock/api";
import {
  importDeviceKey,
  openSession,
  parseRegistrationResponse,
  RsaPublicJwk,
  randomBase64url,
  sealCommand,
  thumbprint,
} from "@openlock/protocol";
import { freePort, type Running, runNode } from "../../e2e/support/process.ts";
import type { Command } from "./load.ts";

const MINUTE_LIMIT = "10000000";

/** The relay in a process of its own, with doors, each with a device that has registered. */
export class BenchRelay {
  readonly url: string;
  readonly token: string;
  /** Session token by Door ID. */
  readonly sessions: ReadonlyMap<string, string>;
  readonly #process: Running;
  readonly #target: { readonly key: CryptoKey; readonly kid: string; readonly boot: string };

  private constructor(parts: {
    url: string;
    token: string;
    sessions: ReadonlyMap<string, string>;
    process: Running;
    target: { key: CryptoKey; kid: string; boot: string };
  }) {
    this.url = parts.url;
    this.token = parts.token;
    this.sessions = parts.sessions;
    this.#process = parts.process;
    this.#target = parts.target;
  }

  static async start(data: string, doors: readonly string[], redisUrl: string): Promise<BenchRelay> {
    const port = await freePort();
    const process = runNode("apps/relay/dist/main.js", ["start"], {
      ...{ OPENLOCK_DATA: data, PORT: String(port), TLS_PORT: String(await freePort()), LOG_LEVEL: "warn" },
      ...{ OPENLOCK_URL: "", DATABASE_URL: "", REDIS_URL: redisUrl, SMTP_URL: "", VIRTUAL_DOORS_URL: "" },
      ...{ DOOR_COMMANDS_PER_MINUTE: MINUTE_LIMIT, TOKEN_COMMANDS_PER_MINUTE: MINUTE_LIMIT },
      NETWORK_COMMANDS_PER_MINUTE: MINUTE_LIMIT,
      REGISTRATIONS_PER_MINUTE: MINUTE_LIMIT,
    });
    const [, setUp = ""] = await process.line(/setup#token=([A-Za-z0-9_-]+)/);
    const url = `http://127.0.0.1:${port}`;
    const owner = { token: setUp, email: "owner@example.org", name: "Owner" };
    const { accessToken: token } = await post<Session>(url, "/api/setup", owner);

    // One key for all: its making costs the bench half a minute, and the relay looks at it by its thumbprint alone.
    const pair = await crypto.subtle.generateKey(
      { name: "RSA-OAEP", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
      true,
      ["encrypt", "decrypt"],
    );
    const publicKey = RsaPublicJwk.parse(await crypto.subtle.exportKey("jwk", pair.publicKey));
    const boot = randomBase64url(16);
    const sessions = new Map<string, string>();
    for (const [at, doorId] of doors.entries()) {
      await post(url, "/api/doors", { id: doorId, name: doorId }, token);
      const { claim } = await post<Claim>(url, `/api/doors/${doorId}/claim`, undefined, token);
      const uid = at.toString(16).padStart(12, "0");
      const firmware = { version: "1.0.0", chip: "ESP32" };
      const registered = await post(url, "/api/devices/register", {
        doorId,
        publicKey,
        uid,
        boot,
        firmware,
        claim,
      });
      const { session } = parseRegistrationResponse(JSON.stringify(registered));
      sessions.set(doorId, (await openSession(session, pair.privateKey)).token);
    }
    const target = { key: await importDeviceKey(publicKey), kid: await thumbprint(publicKey), boot };
    return new BenchRelay({ url, token, sessions, process, target });
  }

  /** Really sealed commands to the doors in turn, made off the clock; good for a minute. */
  async seal(count: number): Promise<readonly Command[]> {
    const doors = [...this.sessions.keys()];
    const commands: Command[] = [];
    for (let at = 0; at < count; at++) {
      const door = doors[at % doors.length] ?? "";
      const command = { command: "unlock", args: { seconds: 5 } } as const;
      const password = "correct horse battery staple";
      commands.push({ door, jwe: (await sealCommand({ ...this.#target, door, command, password })).jwe });
    }
    return commands;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}

async function post<T>(url: string, path: string, body: unknown, token?: string): Promise<T> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
