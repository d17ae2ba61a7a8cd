import { randomBase64url } from "@openlock/protocol";
import { type Announcement, createAnnouncement } from "../hot/announcement.ts";
import { audited, type Doing } from "../http/audited.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import { Remembered } from "../identity/remembered.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Website, WebsiteState } from "../records/partners.ts";
import { afterCheck, isUsable } from "./after-check.ts";
import type { Prove } from "./prove.ts";
import { websiteMail } from "./website-mail.ts";

const CHANNEL = "websites-changed";
const TOKEN_BYTES = 24;
const DAY_MS = 24 * 3600_000;
/** How often each node looks whether a check is due. Whichever takes one has it for `LEASE_MS`. */
const LOOK_EVERY_MS = 60_000;
const LEASE_MS = 5 * 60_000;
const AT_ONCE = 10;
/** The longest that a lost message can leave a suspended website in use at another node. */
const MAX_AGE_MS = 10_000;

const ACTIONS = {
  active: "website.verify",
  warned: "website.warn",
  suspended: "website.suspend",
} as const satisfies Partial<Record<WebsiteState, string>>;

/** The websites at which people may sign in: which of them may be used now, and the checks that keep it so. */
export class Websites {
  readonly #services: Services;
  readonly #mailer: Mailer;
  readonly #prove: Prove;
  readonly #usable: Remembered<ReadonlyMap<string, Website>>;
  readonly #graceMs: number;
  readonly #checking = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #announcement: Announcement | undefined;

  constructor(services: Services, mailer: Mailer, prove: Prove) {
    const { config, records, now } = services;
    this.#services = services;
    this.#mailer = mailer;
    this.#prove = prove;
    this.#graceMs = config.WEBSITE_GRACE_DAYS * DAY_MS;
    this.#usable = new Remembered({
      load: async () => {
        const usable = (await records.websites.list()).filter(({ check }) => isUsable(check));
        return new Map(usable.map((website) => [website.origin, website]));
      },
      maxAgeMs: MAX_AGE_MS,
      max: 1,
      now,
    });
  }

  async start(): Promise<void> {
    const { hot, log } = this.#services;
    this.#announcement = await createAnnouncement(hot.bus, log, CHANNEL, () => this.#usable.clear());
    this.#timer = setInterval(() => {
      this.checkDue().catch((error: unknown) => log.error({ err: error }, "websites were not checked"));
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Waits for checks and mails that are under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled(this.#checking);
    await this.#announcement?.stop();
  }

  /**
   * The website whose pages send this `Origin`, exactly so written.
   *
   * @returns undefined where it was never verified, or is suspended
   */
  async usable(origin: string): Promise<Website | undefined> {
    return (await this.#usable.get("all")).get(origin);
  }

  /** @returns undefined where the origin is there already. */
  add(origin: string): Promise<Website | undefined> {
    const { records, now } = this.#services;
    return records.websites.create({ origin, token: randomBase64url(TOKEN_BYTES), at: now() });
  }

  /** Removes a website; what its pages hold is good no more, on any node. */
  async remove({ id, origin }: Website): Promise<boolean> {
    const removed = await this.#services.records.websites.remove(id);
    await this.#changed(origin);
    return removed;
  }

  /** When a failing website is suspended at the earliest. */
  suspendedFrom(failingSince: number): number {
    return failingSince + this.#graceMs;
  }

  /** Checks what is due and no other node has taken. Resolves when that is done. */
  async checkDue(): Promise<void> {
    const { records, log, now } = this.#services;
    for (;;) {
      const due = { now: now(), until: now() + LEASE_MS, limit: AT_ONCE };
      const taken = await records.websites.takeDue(due);
      const checks = taken.map((website) => this.check(website, { actor: { kind: "relay" } }));
      for (const each of await Promise.allSettled(checks)) {
        // It is due again when its lease is over.
        if (each.status === "rejected") log.error({ err: each.reason }, "a website was not checked");
      }
      if (taken.length < AT_ONCE) return;
    }
  }

  /**
   * Looks at a website now.
   *
   * @param asked who wants to know
   * @returns what is known of it now; undefined where it was removed meanwhile
   * @throws {ProblemError} `conflict` where somebody else has checked it meanwhile, and found something else
   */
  check(website: Website, asked: Pick<Doing, "actor" | "ip">): Promise<Website | undefined> {
    const checking = this.#check(website, asked).finally(() => this.#checking.delete(checking));
    this.#checking.add(checking);
    return checking;
  }

  async #check(website: Website, asked: Pick<Doing, "actor" | "ip">): Promise<Website | undefined> {
    const { records, now } = this.#services;
    const outcome = await this.#prove(website);
    const check = afterCheck(website.check, outcome, now(), this.#graceMs);
    const { state } = check;
    // Where somebody else has checked it meanwhile, theirs counts.
    const store = () => records.websites.recordCheck(website.id, website.check, check);
    if (state === website.check.state || state === "pending") {
      return (await store()) ? { ...website, check } : records.websites.byId(website.id);
    }
    const how = outcome.outcome === "proven" ? { proof: outcome.proof } : outcome.failure;
    const doing = { ...asked, action: ACTIONS[state], detail: { origin: website.origin, ...how } };
    await audited(this.#services, doing, async () => {
      if (!(await store())) {
        throw new ProblemError(
          "conflict",
          "The website was removed or checked by somebody else. Look again.",
        );
      }
      await this.#changed(website.origin, isUsable(check));
    });
    const after = { ...website, check };
    if (website.check.state !== "pending") await this.#tellOwners(after);
    return after;
  }

  async #changed(origin: string, usable = false): Promise<void> {
    await this.#announcement?.tell();
    if (!usable) this.#services.events.endStreamsOf(origin);
  }

  async #tellOwners(website: Website): Promise<void> {
    const { records, log } = this.#services;
    const from = this.suspendedFrom(website.check.failingSince ?? 0);
    const owners = (await records.people.list()).filter(({ role }) => role === "owner");
    const sent = owners.map(({ name, email, language }) =>
      this.#mailer.send({
        to: { name, address: email },
        ...websiteMail(language, { name, website, suspendedFrom: from }),
      }),
    );
    for (const each of await Promise.allSettled(sent)) {
      if (each.status === "rejected") {
        log.error({ err: each.reason }, "an owner was not told about a website");
      }
    }
  }
}
