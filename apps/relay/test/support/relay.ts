import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim, DoorScope, DoorView, HistoryPage, Role, Session } from "@openlock/api";
import { type Command, importDeviceKey, sealCommand } from "@openlock/protocol";
import { pino } from "pino";
import { expect } from "vitest";
import { readConfig } from "../../src/config/config.ts";
import { createRelay, type Relay, type RelayOptions } from "../../src/server.ts";
import { type DeviceKeys, DOOR_PASSWORD, makeDeviceKeys, TestDevice } from "./device.ts";
import { type Answer, ask } from "./http.ts";

/** Keys are slow to make, and most tests do not care whose they are. */
let sharedKeys: Promise<DeviceKeys> | undefined;
export function someDeviceKeys(): Promise<DeviceKeys> {
  sharedKeys ??= makeDeviceKeys();
  return sharedKeys;
}

const TIMELESS = { silenceMs: 1e9, sweepMs: 1e9 };

let made = 0;
/** A name that no other test uses. */
export function fresh(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}

export interface TestRelayOptions extends Omit<RelayOptions, "log"> {
  readonly environment?: Readonly<Record<string, string>>;
  /** Uses this directory, and leaves it. */
  readonly data?: string;
}

/** A relay in this process, on ports of its own, with an owner. */
export class TestRelay {
  readonly relay: Relay;
  readonly data: string;
  /** Everything it has logged. */
  readonly logged: string[];
  /** The owner's access token. */
  readonly owner: string;
  readonly #remove: boolean;

  private constructor(parts: {
    relay: Relay;
    data: string;
    logged: string[];
    owner: string;
    remove: boolean;
  }) {
    this.relay = parts.relay;
    this.data = parts.data;
    this.logged = parts.logged;
    this.owner = parts.owner;
    this.#remove = parts.remove;
  }

  static async start(options: TestRelayOptions = {}): Promise<TestRelay> {
    const { environment = {}, data, ...rest } = options;
    const dir = data ?? (await mkdtemp(join(tmpdir(), "openlock-relay-")));
    const config = readConfig({ PORT: "0", TLS_PORT: "0", OPENLOCK_DATA: dir, ...environment });
    const logged: string[] = [];
    const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
    const relay = await createRelay(config, {
      log,
      // Where a test makes leaps in time, no device has been silent for as long; it says so where that is what it tries.
      ...(rest.now === undefined ? {} : { sessionTimings: TIMELESS }),
      ...rest,
    });
    const owner = relay.setUpLink ? await setUp(relay.url, relay.setUpLink) : "";
    return new TestRelay({ relay, data: dir, logged, owner, remove: data === undefined });
  }

  get url(): string {
    return this.relay.url;
  }

  /** A request by the owner, if by nobody else. */
  ask(path: string, options: Parameters<typeof ask>[1] = {}): Promise<Answer> {
    return ask(this.url + path, { token: this.owner, ...options });
  }

  /** Invites a person, who accepts. @returns their access token */
  async person(role: Role, doors: DoorScope = { all: true }): Promise<string> {
    const email = `${fresh(role)}@example.org`;
    const invited = await this.ask("/api/invitations", { method: "POST", json: { email, role, doors } });
    if (invited.status !== 201) throw new Error(`not invited: ${invited.text}`);
    const accepted = await this.ask("/api/invitations/accept", {
      method: "POST",
      json: { token: await mailedInvitation(join(this.data, "mail"), email), name: `The ${role}` },
      token: undefined,
    });
    if (accepted.status !== 201) throw new Error(`not accepted: ${accepted.text}`);
    return accepted.json<Session>().accessToken;
  }

  async signIn(email: string): Promise<Session> {
    await this.ask("/api/sign-in/code", { method: "POST", json: { email }, token: undefined });
    const code = await mailedCode(join(this.data, "mail"), email);
    const answer = await this.ask("/api/sign-in", {
      method: "POST",
      json: { email, code },
      token: undefined,
    });
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`);
    return answer.json<Session>();
  }

  async addDoor(id = fresh("door")): Promise<string> {
    const answer = await this.ask("/api/doors", { method: "POST", json: { id, name: `Door ${id}` } });
    if (answer.status !== 201) throw new Error(`no door: ${answer.text}`);
    return id;
  }

  async claim(door: string): Promise<string> {
    const answer = await this.ask(`/api/doors/${door}/claim`, { method: "POST" });
    if (answer.status >= 300) throw new Error(`no claim: ${answer.text}`);
    return answer.json<Claim>().claim;
  }

  /** A device for a new door, not registered yet. */
  async newDevice(keys?: DeviceKeys): Promise<TestDevice> {
    return new TestDevice(this.relay, await this.addDoor(), keys ?? (await makeDeviceKeys()));
  }

  /** A door whose device is connected. */
  async online(keys?: DeviceKeys): Promise<TestDevice> {
    const device = await this.newDevice(keys);
    return device.start(await this.claim(device.door));
  }

  /** Resolves once the relay knows that a door has no connection. */
  async offline(door: string): Promise<void> {
    const online = async () => (await this.ask(`/api/doors/${door}`)).json<DoorView>().online;
    await expect.poll(online).toBe(false);
  }

  /** Posts a sealed command, by the owner if by nobody else. */
  send(door: string, jwe: string | Uint8Array, options: Parameters<typeof ask>[1] = {}): Promise<Answer> {
    return this.ask(`/api/doors/${door}/commands`, {
      method: "POST",
      body: jwe,
      ...options,
      headers: { "content-type": "application/jose", ...options.headers },
    });
  }

  async history(door: string): Promise<HistoryPage["entries"]> {
    return (await this.ask(`/api/doors/${door}/history`)).json<HistoryPage>().entries;
  }

  async close(): Promise<void> {
    await this.relay.close();
    if (this.#remove) await rm(this.data, { recursive: true, force: true });
  }
}

/** Seals a command for a device as a client would. */
export async function seal(
  device: TestDevice,
  change: { door?: string; keys?: DeviceKeys; now?: number; command?: Command } = {},
) {
  const keys = change.keys ?? device.keys;
  return sealCommand({
    door: change.door ?? device.door,
    key: await importDeviceKey(keys.publicKey),
    kid: keys.kid,
    boot: device.boot,
    command: change.command ?? { command: "unlock", args: {} },
    password: DOOR_PASSWORD,
    ...(change.now === undefined ? {} : { now: change.now }),
  });
}

async function setUp(url: string, link: string): Promise<string> {
  const token = new URL(link).hash.replace("#token=", "");
  const answer = await ask(`${url}/api/setup`, {
    method: "POST",
    json: { token, email: "owner@example.org", name: "The owner" },
  });
  if (answer.status >= 300) throw new Error(`not set up: ${answer.text}`);
  return answer.json<Session>().accessToken;
}

/** The newest code mailed to somebody. */
export function mailedCode(folder: string, to: string): Promise<string> {
  return mailed(folder, to, /^ {4}(\d{6})\r?$/m);
}

/** The token of the newest invitation mailed to somebody. */
export function mailedInvitation(folder: string, to: string): Promise<string> {
  return mailed(folder, to, /\/invitation#token=([A-Za-z0-9_-]{43})/);
}

/** What the newest mail to somebody that has it says; waits for the mail. */
async function mailed(folder: string, to: string, what: RegExp): Promise<string> {
  // The relay makes it for its first mail; to be watched, it must be there.
  await mkdir(folder, { recursive: true });
  const watcher = watch(folder);
  try {
    for (;;) {
      // Listens first, then looks: a mail that comes between is not missed.
      const news = once(watcher, "change");
      for (const name of (await readdir(folder)).sort().reverse()) {
        // Quoted-printable: `=` is written `=3D`, and a long line is folded.
        const mail = (await readFile(join(folder, name), "utf8"))
          .replaceAll("=\r\n", "")
          .replaceAll("=3D", "=");
        const found = mail.includes(to) ? what.exec(mail)?.[1] : undefined;
        if (found) return found;
      }
      await news;
    }
  } finally {
    watcher.close();
  }
}
