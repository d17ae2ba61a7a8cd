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

/** The one-time link that makes the first owner. Each start makes a new one while there is no owner. */
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
    if (await people.hasOwner()) return new SetUpLink(services, refusals, undefined);
    const token = randomBase64url(TOKEN_BYTES);
    await settings.put(SETTING, sha256(token));
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
    const expected = await records.settings.get(SETTING);
    if (expected === undefined || !sameHash(sha256(token), expected)) {
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

function sameHash(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
