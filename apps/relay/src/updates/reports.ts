import { type DoorId, UPDATE_ERRORS } from "@openlock/protocol";
import type { UpdateFrame } from "../devices/session.ts";
import type { Services } from "../http/context.ts";

/** How often a door gets an image before it counts as failed. */
export const TRIES = 3;
/** Between an attempt that failed and the next. */
export const RETRY_MS = 60_000;
/** What may be otherwise another time. */
const PASSING: readonly string[] = ["busy", "download-failed", "in-use"];
/** Steps in which progress is kept and told, in percent. */
const STEP = 5;

type Result = Extract<UpdateFrame, { type: "update-result" }>;

/** Takes what devices say of updates, on the node that they are connected to. */
export class UpdateReports {
  readonly #services: Pick<Services, "records" | "journal" | "events" | "log" | "now">;
  /** What was told last of each door under way here. */
  readonly #told = new Map<
    DoorId,
    { readonly offer: string; readonly phase: string; readonly percent: number }
  >();
  /** Frames of a door are taken in their order. */
  readonly #queues = new Map<DoorId, Promise<void>>();

  constructor(services: Pick<Services, "records" | "journal" | "events" | "log" | "now">) {
    this.#services = services;
  }

  hear(door: DoorId, frame: UpdateFrame): void {
    if (frame.type === "update-progress" && !this.#isNews(door, frame)) return;
    const taking = (this.#queues.get(door) ?? Promise.resolve())
      .then(() => (frame.type === "update-result" ? this.#result(door, frame) : this.#progress(door, frame)))
      .catch((error: unknown) =>
        // A result that is lost so is found out by asking for the status.
        this.#services.log.error({ err: error, door }, "what a device said of an update was not kept"),
      )
      .finally(() => {
        if (this.#queues.get(door) === taking) this.#queues.delete(door);
      });
    this.#queues.set(door, taking);
  }

  /** Resolves when everything that was heard is kept. */
  async settled(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  #isNews(door: DoorId, { id, phase, percent }: Extract<UpdateFrame, { type: "update-progress" }>): boolean {
    const before = this.#told.get(door);
    const same = before?.offer === id && before.phase === phase;
    if (same && percent < before.percent + STEP && percent !== 100) return false;
    this.#told.set(door, { offer: id, phase, percent });
    return true;
  }

  async #progress(
    door: DoorId,
    { id, phase, percent }: Extract<UpdateFrame, { type: "update-progress" }>,
  ): Promise<void> {
    const { records, events, now } = this.#services;
    const rollout = await records.rollouts.progress({ door, offer: id }, { phase, percent, at: now() });
    if (rollout !== undefined)
      events.publish({ type: "update-progress", door, at: now(), rollout, phase, percent });
  }

  async #result(door: DoorId, { id, code, error = "" }: Result): Promise<void> {
    const { records, now } = this.#services;
    this.#told.delete(door);
    const under = await records.rollouts.underWay(door);
    if (under?.row.offer !== id) return;
    const why = (UPDATE_ERRORS as readonly string[]).includes(error) ? error : "unknown";
    const again = PASSING.includes(why) && under.row.tries < TRIES;
    const state = code === 200 ? "done" : again ? "waiting" : "failed";
    await concludeOffer(
      this.#services,
      { door, offer: id, tries: under.row.tries },
      {
        state,
        ...(state === "done" ? {} : { why }),
        at: now(),
      },
    );
  }
}

/** Ends a door's offer, writes down what came of it, and tells pages. */
export async function concludeOffer(
  { records, journal, events, log }: Pick<Services, "records" | "journal" | "events" | "log">,
  { door, offer, tries }: { readonly door: DoorId; readonly offer: string; readonly tries: number },
  how: { readonly state: "done" | "failed" | "waiting"; readonly why?: string; readonly at: number },
): Promise<void> {
  const nextAt = how.at + (how.state === "waiting" ? RETRY_MS * tries : 0);
  const rollout = await records.rollouts.conclude({ door, offer }, { ...how, nextAt });
  if (rollout === undefined) return;
  events.publish({ type: "rollout-changed", rollout, at: how.at });
  if (how.state === "waiting") return;
  const version = (await records.rollouts.byId(rollout))?.release.version ?? "";
  await journal
    .write({
      at: how.at,
      actor: { kind: "relay" },
      action: "door.update",
      door,
      outcome: how.state,
      ...(how.why === undefined ? {} : { code: how.why }),
      detail: { rollout, version },
    })
    .catch((error: unknown) => log.error({ err: error, door }, "how an update ended was not written down"));
}
