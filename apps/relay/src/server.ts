import { randomUUID, X509Certificate } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { CommandPath } from "./admission/send.ts";
import { REMEMBER_MS } from "./admission/steps.ts";
import { createAlerts } from "./alerts/alerts.ts";
import { Checkpoints } from "./audit/checkpoints.ts";
import { createJournal } from "./audit/group-commit.ts";
import type { Journal } from "./audit/journal.ts";
import { Retention } from "./audit/retention.ts";
import { BlockedNetworks } from "./blocking/blocked-networks.ts";
import type { Config } from "./config/config.ts";
import { BusNews } from "./devices/bus-news.ts";
import { DoorKeys } from "./devices/door-keys.ts";
import { DeviceRouting } from "./devices/routing.ts";
import { SessionTokens } from "./devices/session-token.ts";
import { DeviceSessions, type SessionTimings } from "./devices/sessions.ts";
import { deviceUpgrades } from "./devices/upgrade.ts";
import { createEventFeed } from "./events/bus-feed.ts";
import type { Hot } from "./hot/hot.ts";
import { createProcessHot } from "./hot/process-hot.ts";
import { createRedisHot } from "./hot/redis-hot.ts";
import { createApp } from "./http/app.ts";
import type { Services } from "./http/context.ts";
import { type HttpTimings, listen } from "./http/listeners.ts";
import { Metrics } from "./http/metrics.ts";
import { Dashboard } from "./http/static.ts";
import { watchFailures } from "./http/watch-failures.ts";
import { createIdentity } from "./identity/identity.ts";
import { siteOf } from "./identity/site.ts";
import { createLog } from "./log.ts";
import { openRecords } from "./records/open.ts";
import type { AuditRecords, Records } from "./records/records.ts";
import { auditCompleteSince, noteRestore } from "./records/restored.ts";
import { StatsKeeper } from "./stats/keep.ts";
import { Tallies } from "./stats/tallies.ts";
import { deviceTarget } from "./tls/device-target.ts";
import { loadTls } from "./tls/load.ts";
import { TlsReload } from "./tls/reload.ts";
import { createRollouts, type Rollouts } from "./updates/rollouts.ts";

/** How long commands under way may still be answered when the relay stops; a device has ten seconds for one. */
const DRAIN_MS = 11_000;
const DRAIN_LOOK_MS = 20;

/** What tests set otherwise. */
export interface RelayOptions {
  readonly log?: Logger;
  readonly now?: () => number;
  /** Puts something before a store, such as one that fails. */
  readonly wrap?: { readonly hot?: (hot: Hot) => Hot; readonly journal?: (journal: Journal) => Journal };
  readonly sessionTimings?: SessionTimings;
  readonly httpTimings?: HttpTimings;
  /** How often a node looks by itself for sessions whose key was banned. */
  readonly banSweepMs?: number;
  /** How long a device may take for an answer. */
  readonly answerMs?: () => number;
  /** Gets what drives rollouts, which then takes a step only when it is told. */
  readonly rollouts?: (rollouts: Rollouts) => void;
  /** How often the certificate files are looked at. */
  readonly tlsCheckMs?: number;
  /** `address:port` of the name servers that websites are looked up at. */
  readonly dnsServers?: readonly string[];
}

/** A relay that listens. */
export interface Relay {
  /** Plain HTTP, as this machine reaches it. */
  readonly url: string;
  /** HTTPS. */
  readonly tlsUrl: string;
  /** Where a browser on this machine makes the first owner; undefined where there is one. */
  readonly setUpLink: string | undefined;
  /** What devices must be given to trust this relay (PEM); absent where the public roots do. */
  readonly ca: string | undefined;
  /** Looks at the certificate files now, and serves with what they hold. */
  reloadTls(): Promise<void>;
  /** Stops without losing anything: devices go elsewhere, commands under way are answered. */
  close(): Promise<void>;
}

/**
 * Starts a relay: stores, replay memory, listeners, in this order.
 *
 * @throws {ConfigError | RecordsError | HotError | EvictingRedisError} saying what to do
 */
export async function createRelay(config: Config, options: RelayOptions = {}): Promise<Relay> {
  // Whatever was opened is closed again, the last first, whether a start fails or a relay stops.
  const closers: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return await start(config, options, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function start(
  config: Config,
  options: RelayOptions,
  closers: (() => unknown)[],
  closeAll: () => Promise<void>,
): Promise<Relay> {
  const { now = Date.now, log = createLog(config), wrap = {} } = options;
  const tls = await loadTls(config, now());
  const version = versionOf();
  const metrics = new Metrics(version);
  const opened = await openRecords({
    dataDir: config.OPENLOCK_DATA,
    ...(config.DATABASE_URL === undefined ? {} : { databaseUrl: config.DATABASE_URL }),
  });
  const records = watchFailures(opened, () => metrics.storeError("records"));
  closers.push(() => records.close());
  const store =
    config.REDIS_URL === undefined
      ? createProcessHot(now, await auditCompleteSince(records.settings))
      : await createRedisHot({ url: config.REDIS_URL });
  closers.push(() => store.close());
  const hot = watchFailures(wrap.hot?.(store) ?? store, () => metrics.storeError("hot"));
  await fillReplayMemory(records, hot, now());
  // Signs the end when the journal is closed.
  const checkpoints = await Checkpoints.start({ records, log, now, file: config.AUDIT_CHECKPOINT_FILE });
  closers.push(() => checkpoints.stop());
  const committing = createJournal(measured(records.audit, metrics));
  closers.push(() => committing.close());
  const journal = wrap.journal?.(committing) ?? committing;
  await noteRestore(records.settings, journal);

  if (config.AUDIT_RETENTION_DAYS !== undefined) {
    const days = config.AUDIT_RETENTION_DAYS;
    const retention = new Retention({ records, journal, checkpoints, log, now, days });
    closers.push(() => retention.stop());
    void retention.run();
  }

  const events = await createEventFeed(hot, log);
  closers.push(() => events.stop());
  const keys = new DoorKeys(records, now);
  const sessions = new DeviceSessions(
    randomUUID(),
    { hot, journal, events, log, now },
    options.sessionTimings,
  );
  closers.push(() => sessions.closeAll());
  const doorNews = new BusNews({
    ...{ hot, events, keys, sessions, log, now },
    ...(options.banSweepMs === undefined ? {} : { banSweepMs: options.banSweepMs }),
  });
  await doorNews.start();
  closers.push(() => doorNews.stop());
  const routing = new DeviceRouting(hot, sessions, log, options.answerMs);
  await routing.start();
  closers.push(() => routing.stop());

  const services: Services = { config, log, records, hot, journal, events, doorNews, now };
  const identity = await createIdentity(services, { dnsServers: options.dnsServers });
  closers.push(() => identity.close());
  const blocks = await BlockedNetworks.start({ ...services, blocked: (why) => metrics.block(why) });
  closers.push(() => blocks.stop());
  const alerts = createAlerts(services);
  closers.push(() => alerts.stop());
  alerts.start();

  const rollouts = createRollouts(services, sessions, routing);
  closers.push(() => rollouts.stop());
  if (options.rollouts) options.rollouts(rollouts);
  else rollouts.start();

  const tallies = new Tallies(now);
  sessions.onStatus((door, { lock }) => tallies.lock(door, lock));
  const stats = new StatsKeeper({ records, tallies, doors: () => sessions.doors, log, now });
  closers.push(() => stats.stop());
  stats.start();

  const commands = new CommandPath(services, keys, routing, metrics, tallies);
  const tokens = await SessionTokens.load(records.settings);
  const stop = new AbortController();
  // One listener for each area that has something to end.
  setMaxListeners(0, stop.signal);
  let ports = { port: config.PORT, tlsPort: config.TLS_PORT };
  let served = () => tls;
  const app = createApp({
    services,
    identity,
    commands,
    routing,
    tokens,
    keys,
    metrics,
    blocks,
    dashboard: await Dashboard.load(config.DASHBOARD_DIR ?? beside("../../dashboard/dist/web")),
    firmwareDir: config.FIRMWARE_DIR ?? beside("../../../firmware-images"),
    version,
    device: () => deviceTarget(config, served(), ports.tlsPort),
    site: () => siteOf(config, ports),
    stop: stop.signal,
  });
  const trustedHops = config.TRUST_PROXY;
  const stopping = () => stop.signal.aborted;
  const upgrades = deviceUpgrades({
    tokens,
    keys,
    sessions,
    blocks,
    metrics,
    trustedHops,
    log,
    now,
    stopping,
  });
  const listeners = await listen(config, tls, app.fetch, upgrades, options.httpTimings);
  ports = { port: listeners.port, tlsPort: listeners.tlsPort };

  const reload = new TlsReload(tls, {
    config,
    now,
    log,
    apply: listeners.renew,
    checkMs: options.tlsCheckMs,
  });
  served = () => reload.current;
  metrics.watch({
    sockets: () => sessions.size,
    pending: () => sessions.pending,
    blocked: () => blocks.size,
    ping: (which) => (which === "records" ? records : hot).ping(),
    certificateEnds: () => Date.parse(new X509Certificate(served().cert).validTo),
  });
  closers.push(async () => {
    reload.stop();
    // From here on /readyz says 503, streams end, and nothing new is let in.
    stop.abort();
    commands.stop();
    const closed = listeners.close(DRAIN_MS);
    const deadline = Date.now() + DRAIN_MS;
    while (commands.underWay + sessions.pending > 0 && Date.now() < deadline) await later(DRAIN_LOOK_MS);
    await sessions.closeAll();
    await closed;
  });

  let closing: Promise<void> | undefined;
  return {
    url: `http://localhost:${listeners.port}`,
    tlsUrl: `https://localhost:${listeners.tlsPort}`,
    setUpLink: identity.setUpLink(config.OPENLOCK_URL ?? `http://localhost:${listeners.port}`),
    ca: tls.ca,
    reloadTls: () => reload.check(),
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

/** A command that was let through before a restart is known after it, or kill -9 would open the replay window. */
async function fillReplayMemory(records: Records, hot: Hot, now: number): Promise<void> {
  const byDoor = new Map<string, string[]>();
  for (const { door, hash } of await records.audit.commandHashesSince(now - REMEMBER_MS)) {
    const hashes = byDoor.get(door) ?? [];
    hashes.push(hash);
    byDoor.set(door, hashes);
  }
  for (const [door, hashes] of byDoor) await hot.remember(door, hashes, REMEMBER_MS);
}

/** Audit rows whose commits are told to the metrics. */
function measured(audit: AuditRecords, metrics: Metrics): AuditRecords {
  return {
    append: async (entries) => {
      const since = performance.now();
      try {
        return await audit.append(entries);
      } finally {
        metrics.commit(entries.length, since);
      }
    },
    list: (filter) => audit.list(filter),
    commandHashesSince: (since) => audit.commandHashesSince(since),
  };
}

function versionOf(): string {
  const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
  return version;
}

/** A path beside the relay's own, whether it runs from `src` or `dist`. */
function beside(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
