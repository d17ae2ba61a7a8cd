import { RefusalLog } from "../admission/refusals.ts";
import { audited } from "../http/audited.ts";
import type { Caller, Services } from "../http/context.ts";
import { createMailer, type Mail, type Mailer } from "../mail/mailer.ts";
import { Outbox } from "../mail/outbox.ts";
import type { AuditEntry, Person } from "../records/records.ts";
import { AccessTokens } from "./access-token.ts";
import { Invitations } from "./invitations.ts";
import { KnownBrowsers } from "./known-browsers.ts";
import { Passkeys } from "./passkeys.ts";
import { Sessions, type SignedIn } from "./sessions.ts";
import { SetUpLink } from "./set-up.ts";
import { SignInCodes } from "./sign-in-codes.ts";
import { type IdentityChange, Standing } from "./standing.ts";

/** Who people are: set-up, sign-in, sessions, and whose token says what. */
export interface Identity {
  /**
   * The one-time link that makes the first owner, or undefined where there is one.
   *
   * @param relayUrl the relay's address, as a browser on this machine reaches it
   */
  setUpLink(relayUrl?: string): string | undefined;
  /**
   * @returns whom the access token stands for; `ended` where it was the relay's and its time or sign-in is over;
   *   undefined where the relay never gave it out
   */
  authenticate(accessToken: string): Promise<Caller | "ended" | undefined>;
  /** Starts a sign-in for somebody who has proven who they are; `passkey`: the name of the one they did it with. */
  signIn(
    person: Person,
    from: { readonly ip: string; readonly userAgent: string; readonly passkey?: string },
  ): Promise<SignedIn>;
  /** To be called once a person's record or a sign-in has changed in the records; holds at once. */
  changed(change: IdentityChange): Promise<void>;
  readonly setUp: SetUpLink;
  readonly codes: SignInCodes;
  readonly sessions: Sessions;
  readonly browsers: KnownBrowsers;
  readonly passkeys: Passkeys;
  readonly invitations: Invitations;
  /** Mails that tell people what was done, which nobody waits for. */
  notify(mail: Mail): void;
  /** Resolves when none of those is under way any more. */
  noticesSent(): Promise<void>;
  /** Writes a refusal down, without waiting and within bounds. */
  refuse(refusal: Omit<AuditEntry, "at" | "outcome">): void;
  /** Waits for mails that are under way. */
  close(): Promise<void>;
}

/** What access tokens name as their issuer where the relay has no address of its own configured. */
const ISSUER = "openlock-relay";
/** Far more than anybody waits for; a notice is never left out. */
const NOTICES_MAX = 500;

export async function createIdentity(
  services: Services,
  mailer: Mailer = createMailer(services.config, services.log),
): Promise<Identity> {
  const { config, records, now } = services;
  const tokens = await AccessTokens.load(records.settings, config.OPENLOCK_URL ?? ISSUER);
  const standing = new Standing(services);
  await standing.start();
  const refusals = new RefusalLog(services.journal, services.log);
  const setUp = await SetUpLink.load(services, refusals);
  const codes = await SignInCodes.load(services, mailer, refusals);
  const outbox = new Outbox(services.log, NOTICES_MAX);
  const sessions = new Sessions(services, tokens, standing);

  return {
    setUp,
    codes,
    sessions,
    browsers: await KnownBrowsers.load(records.settings),
    passkeys: new Passkeys(services),
    invitations: new Invitations(services, mailer),
    notify: (mail) => outbox.put("a notice", () => mailer.send(mail)),
    noticesSent: () => outbox.settled(),
    changed: (change) => standing.changed(change),

    setUpLink(relayUrl = config.OPENLOCK_URL ?? `http://localhost:${config.PORT}`) {
      return setUp.path && relayUrl + setUp.path;
    },

    async authenticate(accessToken) {
      const holder = await tokens.verify(accessToken, now());
      if (!holder || holder === "ended") return holder;
      const { personId, familyId, expiresAt } = holder;
      const person = await standing.person(personId, familyId);
      if (!person) return "ended";
      const { name: label, role, doors } = person;
      return { personId, label, role, doors, familyId, expiresAt };
    },

    signIn: (person, { ip, userAgent, passkey }) =>
      audited(
        services,
        {
          actor: { kind: "person", id: person.id, label: person.name },
          ip,
          action: "sign-in",
          ...(passkey === undefined ? {} : { detail: { passkey } }),
        },
        () => sessions.start(person, { ip, userAgent }),
      ),

    refuse(refusal) {
      const { actor, ip } = refusal;
      const bounded = actor.kind === "person" ? actor.id : (ip ?? "");
      refusals.write(bounded, { ...refusal, at: now(), outcome: "refused" });
    },

    async close() {
      await codes.settled();
      await outbox.settled();
      await standing.stop();
      mailer.close();
    },
  };
}
