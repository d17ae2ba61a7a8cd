import type { Services } from "../http/context.ts";
import { createMailer, type Mailer } from "../mail/mailer.ts";
import { Outbox } from "./outbox.ts";
import type { PostParts } from "./post-webhook.ts";
import { AlertWatch } from "./watch.ts";

const EVERY_MS = 2_000;
/** How long a stop waits for what is being handed over; another node tries again what it breaks off. */
const STOP_MS = 5_000;

/** Tells people what happens at their doors without being asked. */
export interface Alerts {
  /** Begins to look, by itself. */
  start(): void;
  /** Looks once for what is to be told, and starts to hand it over. */
  look(): Promise<void>;
  /** Starts to hand over what is due. */
  deliver(): Promise<void>;
  /** Resolves when nothing is being handed over. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface AlertOptions {
  readonly mailer?: Mailer;
  readonly random?: () => number;
  readonly lookup?: NonNullable<PostParts["lookup"]>;
}

export function createAlerts(
  services: Pick<Services, "config" | "log" | "records" | "hot" | "events" | "journal" | "now">,
  options: AlertOptions = {},
): Alerts {
  const { config, log } = services;
  const { mailer = createMailer(config, log), ...rest } = options;
  const watch = new AlertWatch(services);
  const outbox = new Outbox({ ...services, ...rest, mailer });
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let failing = false;

  const look = async () => {
    await watch.look();
    await outbox.start();
  };
  const lookQuietly = () => {
    looking ??= look()
      .then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          // Said once: a store that is gone is gone for many looks.
          if (!failing) log.error({ err: error }, "alerts cannot be looked for now; they are made up for");
          failing = true;
        },
      )
      .finally(() => {
        looking = undefined;
      });
  };
  return {
    start() {
      timer = setInterval(lookQuietly, EVERY_MS);
      timer.unref();
    },
    look,
    deliver: () => outbox.start(),
    settled: () => outbox.settled(),
    async stop() {
      clearInterval(timer);
      watch.stop();
      await looking;
      await within(STOP_MS, outbox.settled());
      mailer.close();
    },
  };
}

async function within(ms: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}
