import type { DeviceRouting } from "../devices/routing.ts";
import type { DeviceSessions } from "../devices/sessions.ts";
import type { Services } from "../http/context.ts";
import { drive } from "./drive.ts";
import { UpdateReports } from "./reports.ts";

const EVERY_MS = 2_000;
/** Longer than a step takes: a device has ten seconds for an answer. Where a node dies in one, another goes on after it. */
const LEASE_MS = 60_000;

/** Drives rollouts: each step by one node, whichever comes first. */
export interface Rollouts {
  start(): void;
  /** Takes a step of each rollout that is due, and resolves when they are done. */
  look(): Promise<void>;
  /** Resolves when everything that devices said is kept. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function createRollouts(
  services: Pick<Services, "records" | "hot" | "journal" | "events" | "log" | "now">,
  sessions: DeviceSessions,
  routing: DeviceRouting,
): Rollouts {
  const { records, log, now } = services;
  const reports = new UpdateReports(services);
  sessions.onUpdate((door, frame) => reports.hear(door, frame));
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = false;
  let failing = false;

  const look = async () => {
    while (!stopped) {
      const rollout = await records.rollouts.claim(now(), LEASE_MS);
      if (!rollout) return;
      await drive({ ...services, routing }, rollout, EVERY_MS);
    }
  };
  return {
    start() {
      timer = setInterval(() => {
        looking ??= look()
          .then(
            () => {
              failing = false;
            },
            (error: unknown) => {
              // Said once: a store that is gone is gone for many looks.
              if (!failing) log.error({ err: error }, "rollouts do not go on now; they will");
              failing = true;
            },
          )
          .finally(() => {
            looking = undefined;
          });
      }, EVERY_MS);
      timer.unref();
    },
    look,
    settled: () => reports.settled(),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await reports.settled();
    },
  };
}
