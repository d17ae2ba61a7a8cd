import { createHmac, randomBytes, randomInt } from "node:crypto";
import type { Language } from "@openlock/api";
import type { RefusalLog } from "../admission/refusals.ts";
import { audited } from "../http/audited.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import type { Mailer } from "../mail/mailer.ts";
import { Outbox } from "../mail/outbox.ts";
import { signInMail } from "../mail/sign-in-mail.ts";
import type { Person } from "../records/records.ts";

/** For whom a code is, and where it is asked for or typed in. */
export interface CodeHolder {
  readonly email: string;
  readonly ip: string;
  /** A browser that the address is known at: it has codes of its own, which nobody else can use up. */
  readonly browser?: string | undefined;
  /** The origin where the code is asked for and is to be used, if not the relay's own. */
  readonly website?: string | undefined;
}

export const CODE_MINUTES = 10;
const MAX_TRIES = 5;
const SETTING = "sign-in-code-key";
/** Mails that may be under way at once. */
const UNDER_WAY_MAX = 500;

/**
 * Six-digit codes by mail. Whether an address is known shows in no answer and, as far as it can be, in no time: an
 * unknown one gets a code that nobody can type, is never told of it, and is refused in the same steps.
 */
export class SignInCodes {
  readonly #services: Services;
  readonly #mailer: Mailer;
  readonly #refusals: RefusalLog;
  readonly #key: Uint8Array;
  readonly #outbox: Outbox;

  private constructor(services: Services, mailer: Mailer, refusals: RefusalLog, key: Uint8Array) {
    this.#services = services;
    this.#mailer = mailer;
    this.#refusals = refusals;
    this.#key = key;
    this.#outbox = new Outbox(services.log, UNDER_WAY_MAX);
  }

  static async load(services: Services, mailer: Mailer, refusals: RefusalLog): Promise<SignInCodes> {
    const stored = await services.records.settings.putIfAbsent(
      SETTING,
      randomBytes(32).toString("base64url"),
    );
    return new SignInCodes(services, mailer, refusals, Buffer.from(stored, "base64url"));
  }

  /**
   * Starts the making and mailing of a code, and does not wait for it: how long that takes would tell who is known.
   *
   * @param language what the asker reads, where it is known; else the mail is in what the person does
   * @throws {ProblemError} `rate-limited` where too many mails are under way
   */
  request(holder: CodeHolder, language?: Language): void {
    if (this.#outbox.isFull) {
      throw new ProblemError("rate-limited", "Too many people are signing in. Try again in a minute.", {
        headers: { "retry-after": "60" },
      });
    }
    this.#outbox.put("a sign-in code", () => this.#send(holder, language));
  }

  /** Resolves when no mail is under way any more. */
  settled(): Promise<void> {
    return this.#outbox.settled();
  }

  /**
   * Uses a code up.
   *
   * @throws {ProblemError} `code-wrong`, `code-expired`
   */
  async take(holder: CodeHolder, code: string): Promise<Person> {
    const { records, now } = this.#services;
    const { email, ip } = holder;
    const person = await records.people.byEmail(email);
    const outcome = await records.signIn.takeCode({
      email: slotOf(holder),
      codeHash: this.#hash(holder, code),
      now: now(),
      maxTries: MAX_TRIES,
    });
    if (outcome === "accepted" && person) return person;
    this.#refusals.write(ip, {
      at: now(),
      actor: { kind: "anonymous" },
      ip,
      action: "sign-in",
      outcome: "refused",
      code: `code-${outcome}`,
      ...(person ? { detail: { email: person.email } } : {}),
    });
    if (outcome === "wrong" || outcome === "accepted") {
      throw new ProblemError("code-wrong", "This is not the code of the newest mail. Check the digits.");
    }
    throw new ProblemError(
      "code-expired",
      `There is no code any more that would fit: a code is good for ${CODE_MINUTES} minutes, ${MAX_TRIES} tries and one ` +
        "sign-in. Ask for a new one.",
    );
  }

  async #send(holder: CodeHolder, language?: Language): Promise<void> {
    const { records, now } = this.#services;
    const { email, ip, website } = holder;
    const person = await records.people.byEmail(email);
    const code = randomInt(1_000_000).toString().padStart(6, "0");
    await records.signIn.putCode({
      email: slotOf(holder),
      codeHash: person ? this.#hash(holder, code) : randomBytes(32).toString("base64url"),
      expiresAt: now() + CODE_MINUTES * 60_000,
    });
    const row = { actor: { kind: "anonymous" }, ip, action: "sign-in.code" } as const;
    if (!person) {
      this.#refusals.write(ip, { ...row, at: now(), outcome: "refused", code: "unknown-address" });
      return;
    }
    const detail = { email, ...(website === undefined ? {} : { website }) };
    await audited(this.#services, { ...row, detail }, () =>
      this.#mailer.send({
        to: { name: person.name, address: email },
        ...signInMail(language ?? person.language, {
          name: person.name,
          code,
          minutes: CODE_MINUTES,
          page: website ?? this.#services.config.OPENLOCK_URL,
        }),
      }),
    );
  }

  // Keyed: of six digits a plain hash is guessed in no time by whoever reads the store.
  // With the website: a code that was asked for at one is worth nothing at another.
  #hash({ email, website = "" }: CodeHolder, code: string): string {
    return createHmac("sha256", this.#key).update(`${email}\n${code}\n${website}`).digest("base64url");
  }
}

/** Under what a code is stored: no address has a line break in it. */
function slotOf({ email, browser }: CodeHolder): string {
  return browser === undefined ? email : `${email}\n${browser}`;
}
