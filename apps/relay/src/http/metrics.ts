import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const STAGES = ["admission", "journal", "device", "total"] as const;
export type Stage = (typeof STAGES)[number];

/** What an operator watches, in Prometheus' text format. No label holds a door, a person or a key. */
export class Metrics {
  readonly registry = new Registry();
  readonly #commands: Counter<"outcome">;
  readonly #refusals: Counter<"reason">;
  readonly #blocks: Counter<"reason">;
  readonly #stages: ReadonlyMap<Stage, { observe(seconds: number): void }>;

  constructor(gauges: {
    readonly sockets: () => number;
    readonly pending: () => number;
    readonly blocked: () => number;
  }) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
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
    new Gauge({
      name: "openlock_blocked_networks",
      help: "Networks that are blocked now, on all nodes",
      registers,
      collect() {
        this.set(gauges.blocked());
      },
    });
    const seconds = new Histogram({
      name: "openlock_command_seconds",
      help: "Time a command spends in each stage",
      labelNames: ["stage"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    this.#stages = new Map(STAGES.map((stage) => [stage, seconds.labels(stage)]));
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

  /** @param since of `performance.now()`. @returns the present, for the next stage. */
  stage(stage: Stage, since: number): number {
    const now = performance.now();
    this.#stages.get(stage)?.observe((now - since) / 1000);
    return now;
  }
}
