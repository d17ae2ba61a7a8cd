import { timingSafeEqual } from "node:crypto";
import type { SetUp } from "@openlock/api";
import { randomBase64url } from "@openlock/protocol";
import type { RefusalLog } from "../admission/refusals.ts";
import { sha256 } from "../crypto/hash.ts";
import { audited } from "../http/audited.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { Person } from "../records/records.ts";

const SETTING = "set-up-token";
const TOKEN_BYTES = 24;
/** Nodes that share the records; beyond it the link of the one that started first is void. */
const NODES_MAX = 16;

/**
 * The one-time link that makes the first owner. Each start makes a new one while there is no owner. The link of a relay
 * that runs alone makes those before it void; of several nodes every one's is good, for a balancer leads anywhere.
 */
export class SetUpLink {
  readonly #services: Services;
  readonly #refusals: RefusalLog;
  #token: string | undefined;

  private constructor(services: Services, refusals: RefusalLog, token: string | undefined) {
    this.#services = services;
    this.#refusals = refusals;
    this.#token = token;
  }

  static async load(services: Services, refusals: RefusalLog): Promise<SetUpLink> {
    const { people, settings } = services.records;
    const keep = services.config.REDIS_URL === undefined ? 1 : NODES_MAX;
    if (await people.hasOwner()) return new SetUpLink(services, refusals, undefined);
    const token = randomBase64url(TOKEN_BYTES);
    await settings.update(SETTING, (stored) => [sha256(token), ...hashesOf(stored)].slice(0, keep).join(" "));
    return new SetUpLink(services, refusals, token);
  }

  /** The part after the relay's address, or undefined once there is an owner. The token never reaches a server's log. */
  get path(): string | undefined {
    return this.#token === undefined ? undefined : `/setup#token=${this.#token}`;
  }

  /** @throws {ProblemError} `set-up-done`, `forbidden`, `store-unavailable` */
  async use({ token, email, name }: SetUp, ip: string): Promise<Person> {
    const { records, now } = this.#services;
    const row = { actor: { kind: "anonymous" }, ip, action: "set-up" } as const;
    const refuse = (error: ProblemError) => {
      this.#refusals.write(ip, { ...row, at: now(), outcome: "refused", code: error.problem });
      return error;
    };
    if (await records.people.hasOwner()) throw refuse(setUpDone());
    const expected = hashesOf(await records.settings.get(SETTING));
    const given = sha256(token);
    if (!expected.some((hash) => sameHash(given, hash))) {
      throw refuse(
        new ProblemError(
          "forbidden",
          "This set-up link is not the newest one. The relay prints a new one in its log each time it starts.",
        ),
      );
    }
    const owner = await audited(this.#services, { ...row, detail: { email } }, async () => {
      const made = await records.people.createFirstOwner({ email, name, at: now() });
      if (!made) throw setUpDone();
      return made;
    });
    this.#token = undefined;
    await records.settings.remove(SETTING);
    return owner;
  }
}

function setUpDone(): ProblemError {
  return new ProblemError(
    "set-up-done",
    "This relay has an owner already. Sign in, or ask an owner to invite you.",
  );
}

function hashesOf(stored: string | undefined): readonly string[] {
  return stored?.split(" ") ?? [];
}

function sameHash(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
