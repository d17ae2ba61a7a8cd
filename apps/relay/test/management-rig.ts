import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { type DoorScope, type Role, Session } from "@openlock/api";
import { Problem, parseShape, problemName } from "@openlock/protocol";
import { pino } from "pino";
import { expect } from "vitest";
import { CommandPath } from "../src/admission/send.ts";
import { createAlerts } from "../src/alerts/alerts.ts";
import { createJournal } from "../src/audit/group-commit.ts";
import { BlockedNetworks } from "../src/blocking/blocked-networks.ts";
import { readConfig } from "../src/config/config.ts";
import { BusNews } from "../src/devices/bus-news.ts";
import { DoorKeys } from "../src/devices/door-keys.ts";
import { DeviceRouting } from "../src/devices/routing.ts";
import { SessionTokens } from "../src/devices/session-token.ts";
import { DeviceSessions } from "../src/devices/sessions.ts";
import { createEventFeed } from "../src/events/bus-feed.ts";
import { createProcessHot } from "../src/hot/process-hot.ts";
import { createApp } from "../src/http/app.ts";
import type { Services } from "../src/http/context.ts";
import { Metrics } from "../src/http/metrics.ts";
import { Dashboard } from "../src/http/static.ts";
import { createIdentity, type IdentityOptions } from "../src/identity/identity.ts";
import { siteOf } from "../src/identity/site.ts";
import { openRecords } from "../src/records/open.ts";
import type { Website } from "../src/records/partners.ts";
import type { AuditRow, Person } from "../src/records/records.ts";
import { Tallies } from "../src/stats/tallies.ts";

export const START = Date.UTC(2026, 0, 5, 12);

/** @typeParam Body what the test expects the JSON to be; the assertions tell whether it is */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
  /** The problem's stable name, where it is one. */
  readonly problem: string | undefined;
}

export interface Ask {
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly ip?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly node?: 0 | 1;
}

export interface SignedInPerson {
  readonly person: Person;
  readonly token: string;
  readonly cookie: string;
}

interface Parts {
  readonly keys: DoorKeys;
  readonly sessions: DeviceSessions;
  readonly routing: DeviceRouting;
}

export type Rig = Awaited<ReturnType<typeof createRig>>;

/** The whole app, twice as two nodes would run it, on real sockets and one real SQLite store, with time by hand. */
export async function createRig(
  environment: Readonly<Record<string, string>> = {},
  identityOptions: IdentityOptions = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), "openlock-management-"));
  const config = readConfig({
    OPENLOCK_DATA: dataDir,
    TRUST_PROXY: "1",
    // Tests are refused a lot.
    BLOCK_AFTER_REFUSALS: "0",
    ...environment,
  });
  const clock = { now: START };
  const now = () => clock.now;
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const records = await openRecords({ dataDir });
  const hot = createProcessHot(now);
  const events = await createEventFeed(hot, log);
  const written = createJournal(records.audit);
  const writing = new Set<Promise<void>>();
  const faults = { journalDown: false };
  const journal: Services["journal"] = {
    write: (entry) => {
      if (faults.journalDown) return Promise.reject(new Error("the disk is full"));
      const promise = written.write(entry).finally(() => writing.delete(promise));
      writing.add(promise);
      return promise;
    },
    close: () => written.close(),
  };
  const keys = new DoorKeys(records, now);
  const sessions = new DeviceSessions("node", { hot, journal, events, log, now });
  const doorNews = new BusNews({ hot, events, keys, sessions, log, now });
  await doorNews.start();
  const routing = new DeviceRouting(hot, sessions, log);
  await routing.start();
  const services: Services = { config, log, records, hot, journal, events, doorNews, now };
  const parts = { keys, sessions, routing };
  const nodes = [
    await createNode(services, parts, identityOptions),
    await createNode(services, parts, identityOptions),
  ] as const;
  const identity = nodes[0].identity;
  // Tests look when they want to; waits before another try are as short as they may be.
  const alerting = { random: () => 0 };
  const alerts = [createAlerts(services, alerting), createAlerts(services, alerting)] as const;

  const request = async <Body = unknown>(
    method: string,
    path: string,
    ask: Ask = {},
  ): Promise<Answer<Body>> => {
    const headers = new Headers(ask.headers);
    headers.set("x-forwarded-for", ask.ip ?? "192.0.2.1");
    if (ask.token !== undefined) headers.set("authorization", `Bearer ${ask.token}`);
    if (ask.json !== undefined && !headers.has("content-type"))
      headers.set("content-type", "application/json");
    const body =
      ask.json === undefined ? null : typeof ask.json === "string" ? ask.json : JSON.stringify(ask.json);
    const response = await fetch(nodes[ask.node ?? 0].url + path, { method, headers, body });
    const text = await response.text();
    const isJson = text !== "" && /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    const parsed = isJson ? JSON.parse(text) : undefined;
    const problem =
      isJson && response.headers.get("content-type") === "application/problem+json"
        ? problemName(parsed)
        : undefined;
    return { status: response.status, headers: response.headers, text, body: parsed, problem };
  };

  const mails = async (): Promise<readonly string[]> => {
    for (const node of nodes) {
      await node.identity.codes.settled();
      await node.identity.noticesSent();
    }
    const names = await readdir(join(dataDir, "mail")).catch(() => []);
    return Promise.all(names.sort().map((name) => readFile(join(dataDir, "mail", name), "utf8")));
  };

  return {
    config,
    clock,
    faults,
    logged,
    records,
    hot,
    events,
    services,
    identity,
    nodes,
    alerts,
    request,
    mails,

    advance(ms: number) {
      clock.now += ms;
    },

    /** Adds somebody through the records and signs them in. */
    async person(role: Role, more: { doors?: DoorScope; email?: string } = {}): Promise<SignedInPerson> {
      const email = more.email ?? `${role}-${crypto.randomUUID().slice(0, 8)}@example.org`;
      const made = await records.people.create({
        email,
        name: `The ${role}`,
        role,
        doors: more.doors ?? { all: true },
        at: now(),
      });
      if (!made) throw new Error(`${email} is taken`);
      return this.signIn(made);
    },

    async signIn(person: Person, website?: Website): Promise<SignedInPerson> {
      const from = { ip: "192.0.2.1", userAgent: "test", website };
      const { session, refreshToken } = await identity.signIn(person, from);
      return { person, token: session.accessToken, cookie: `openlock_refresh=${refreshToken}` };
    },

    /** The code of the newest mail to an address. */
    async codeFor(email: string): Promise<string> {
      const mail = (await mails()).findLast((text) => text.includes(email));
      const code = mail && /^ {4}(\d{6})\r?$/m.exec(mail)?.[1];
      if (!code) throw new Error(`no code was mailed to ${email}`);
      return code;
    },

    /** The token of the newest invitation to an address. */
    async invitationFor(email: string): Promise<string> {
      const mail = (await mails()).findLast((text) => text.includes(email) && text.includes("/invitation#"));
      // Quoted-printable: `=` is written `=3D`, and a long line is folded.
      const link = mail?.replaceAll("=\r\n", "").replaceAll("=3D", "=");
      const token = link && /\/invitation#token=([A-Za-z0-9_-]{43})/.exec(link)?.[1];
      if (!token) throw new Error(`no invitation was mailed to ${email}`);
      return token;
    },

    /** Every row of the audit, oldest first, once nothing is being written any more. */
    async audit(): Promise<readonly AuditRow[]> {
      await Promise.all(writing);
      return (await records.audit.list({ limit: 500 })).toReversed();
    },

    async close() {
      for (const node of nodes) await node.close();
      for (const each of alerts) await each.stop();
      await sessions.closeAll();
      await routing.stop();
      await doorNews.stop();
      await journal.close();
      await events.stop();
      await records.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createNode(services: Services, parts: Parts, identityOptions: IdentityOptions) {
  const identity = await createIdentity(services, identityOptions);
  const { keys, sessions, routing } = parts;
  const metrics = new Metrics("test");
  const blocks = await BlockedNetworks.start({ ...services, blocked: (why) => metrics.block(why) });
  metrics.watch({
    sockets: () => sessions.size,
    pending: () => sessions.pending,
    blocked: () => blocks.size,
    ping: (which) => services[which].ping(),
    certificateEnds: () => START,
  });
  const app = createApp({
    services,
    identity,
    commands: new CommandPath(services, keys, routing, metrics, new Tallies(services.now)),
    routing,
    tokens: await SessionTokens.load(services.records.settings),
    keys,
    metrics,
    blocks,
    dashboard: await Dashboard.load(services.config.OPENLOCK_DATA),
    firmwareDir: services.config.OPENLOCK_DATA,
    version: "0.0.0",
    device: () => ({ url: "https://localhost" }),
    site: () => siteOf(services.config, { port: 8080, tlsPort: 8443 }),
    stop: new AbortController().signal,
  });
  const server = createServer(getRequestListener(app.fetch));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    identity,
    blocks,
    app,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await identity.close();
      await blocks.stop();
    },
  };
}

export function expectProblem(answer: Answer, name: string, status: number): void {
  expect({ problem: answer.problem, status: answer.status }).toEqual({ problem: name, status });
  expect(parseShape(Problem, answer.body).detail?.length).toBeGreaterThan(10);
}

/** The refresh cookie that an answer sets, as a browser would send it back. */
export function cookieOf(answer: Answer): string {
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error("no cookie was set");
  return cookie;
}

export function sessionOf(answer: Answer): Session {
  expect(answer.status).toBeLessThan(300);
  return Session.parse(answer.body);
}
