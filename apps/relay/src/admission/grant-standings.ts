import type { CommandHeader, DoorId } from "@openlock/protocol";
import type { Principal, Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";

/** How long an answer of the records is good: a refusal made up to so much later than it could be costs nothing. */
const GOOD_MS = 5_000;
const REMEMBERED_MAX = 10_000;

type Standing = Awaited<ReturnType<Services["records"]["grants"]["standing"]>>;

/**
 * Refuses signed commands early (protocol, section 9), as far as the relay can tell. What is inside a command is sealed: it
 * knows neither which key signed nor which grant is shown, only who sends it and which grants of theirs it has stored.
 * So it refuses somebody all of whose grants for that door are over, or were taken back; lets pass somebody of whom it
 * knows none; and never refuses owners and admins, who may hold an owner key, nor programs, which have no grants here. The door decides the rest.
 */
export class GrantStandings {
  readonly #services: Pick<Services, "records" | "now">;
  readonly #remembered = new Map<string, { readonly standing: Standing; readonly untilMs: number }>();

  constructor(services: Pick<Services, "records" | "now">) {
    this.#services = services;
  }

  /** @throws {ProblemError} `forbidden` */
  async check({ cty }: CommandHeader, { role, actor }: Principal, door: DoorId): Promise<void> {
    if (cty === undefined || role === undefined || role === "owner" || role === "admin") return;
    if ((await this.#standing(actor.id, door)) !== "over") return;
    throw new ProblemError(
      "forbidden",
      "Every grant of yours for this door is over or was taken back. Ask somebody who manages the door for a new one.",
      // Somebody who taps after their last day is no attacker, and shares the network with others.
      { offence: "mild" },
    );
  }

  async #standing(personId: string, door: DoorId): Promise<Standing> {
    const key = `${personId} ${door}`;
    const now = this.#services.now();
    const remembered = this.#remembered.get(key);
    if (remembered && now < remembered.untilMs) return remembered.standing;
    const standing = await this.#services.records.grants.standing(personId, door, Math.floor(now / 1000));
    this.#remembered.delete(key);
    this.#remembered.set(key, { standing, untilMs: now + GOOD_MS });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED_MAX) break;
      this.#remembered.delete(oldest);
    }
    return standing;
  }
}
