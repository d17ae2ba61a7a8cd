import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const STAGES = ["admission", "journal", "device", "total"] as const;
export type Stage = (typeof STAGES)[number];

const STORES = ["records", "hot"] as const;
export type Store = (typeof STORES)[number];

const PING_MS = 2_000;

/** What is asked for when somebody looks. */
export interface Gauges {
  /** Device sockets that this node holds. */
  sockets(): number;
  /** Commands that wait for a device of this node. */
  pending(): number;
  /** Networks that are blocked now, on all nodes. */
  blocked(): number;
  /** Rejects where the store does not answer. */
  ping(store: Store): Promise<void>;
  /** When the certificate that is served ends, in ms since the epoch. */
  certificateEnds(): number;
}

/** What an operator watches, in Prometheus' text format. No label holds a door, a person or a key. */
export class Metrics {
  readonly registry = new Registry();
  readonly #commands: Counter<"outcome">;
  readonly #refusals: Counter<"reason">;
  readonly #blocks: Counter<"reason">;
  readonly #storeErrors: Counter<"store">;
  readonly #streams: Gauge;
  readonly #commitRows: Histogram;
  readonly #commitSeconds: Histogram;
  readonly #stages: ReadonlyMap<Stage, { observe(seconds: number): void }>;

  constructor(version: string) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: "openlock_build_info",
      help: "Always 1; its labels say what runs",
      labelNames: ["version", "node"],
      registers,
    }).set({ version, node: process.versions.node }, 1);
    this.#commands = new Counter({
      name: "openlock_commands_total",
      help: "Commands that were forwarded or found their door offline, by how they ended",
      labelNames: ["outcome"],
      registers,
    });
    this.#refusals = new Counter({
      name: "openlock_refusals_total",
      help: "Requests refused, by problem type",
      labelNames: ["reason"],
      registers,
    });
    this.#blocks = new Counter({
      name: "openlock_blocks_total",
      help: "Networks that this node has blocked, by what was too much",
      labelNames: ["reason"],
      registers,
    });
    this.#storeErrors = new Counter({
      name: "openlock_store_errors_total",
      help: "Failures of the records (SQL) and of the hot state (Redis, or this process)",
      labelNames: ["store"],
      registers,
    });
    // A series that is not there yet cannot be seen to grow.
    for (const store of STORES) this.#storeErrors.inc({ store }, 0);
    this.#streams = new Gauge({
      name: "openlock_event_streams",
      help: "Event streams that pages have open at this node",
      registers,
    });
    this.#commitRows = new Histogram({
      name: "openlock_journal_commit_rows",
      help: "Audit rows that shared one commit",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      registers,
    });
    this.#commitSeconds = new Histogram({
      name: "openlock_journal_commit_seconds",
      help: "Time until a commit of audit rows was durable, or failed",
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const seconds = new Histogram({
      name: "openlock_command_seconds",
      help: "Time a command spends in each stage",
      labelNames: ["stage"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.#stages = new Map(STAGES.map((stage) => [stage, seconds.labels(stage)]));
  }

  /** From now on `/metrics` tells of these too. */
  watch(gauges: Gauges): void {
    const registers = [this.registry];
    new Gauge({
      name: "openlock_device_sockets",
      help: "Device sockets that this node holds",
      registers,
      collect() {
        this.set(gauges.sockets());
      },
    });
    new Gauge({
      name: "openlock_commands_pending",
      help: "Commands that wait for a device of this node",
      registers,
      collect() {
        this.set(gauges.pending());
      },
    });
    new Gauge({
      name: "openlock_blocked_networks",
      help: "Networks that are blocked now, on all nodes",
      registers,
      collect() {
        this.set(gauges.blocked());
      },
    });
    new Gauge({
      name: "openlock_store_up",
      help: "Whether the records and the hot state answer: 1 or 0",
      labelNames: ["store"],
      registers,
      async collect() {
        const up = STORES.map(async (store) => {
          this.set({ store }, (await answers(gauges.ping(store))) ? 1 : 0);
        });
        await Promise.all(up);
      },
    });
    new Gauge({
      name: "openlock_certificate_end_seconds",
      help: "When the certificate that HTTPS serves ends, in seconds since the epoch",
      registers,
      collect() {
        this.set(gauges.certificateEnds() / 1000);
      },
    });
  }

  command(outcome: string): void {
    this.#commands.inc({ outcome });
  }

  refusal(reason: string): void {
    this.#refusals.inc({ reason });
  }

  block(reason: string): void {
    this.#blocks.inc({ reason });
  }

  storeError(store: Store): void {
    this.#storeErrors.inc({ store });
  }

  /** @returns to be called when the stream has ended */
  stream(): () => void {
    this.#streams.inc();
    return () => this.#streams.dec();
  }

  /** @param since of `performance.now()` */
  commit(rows: number, since: number): void {
    this.#commitRows.observe(rows);
    this.#commitSeconds.observe((performance.now() - since) / 1000);
  }

  /** @param since of `performance.now()`. @returns the present, for the next stage. */
  stage(stage: Stage, since: number): number {
    const now = performance.now();
    this.#stages.get(stage)?.observe((now - since) / 1000);
    return now;
  }
}

/** Whether it answers, and soon: a scrape waits for no store that hangs. */
async function answers(pong: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PING_MS);
  });
  const answered = pong.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
