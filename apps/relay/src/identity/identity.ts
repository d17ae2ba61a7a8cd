import { RefusalLog } from "../admission/refusals.ts";
import { audited } from "../http/audited.ts";
import type { Caller, Services } from "../http/context.ts";
import { createMailer, type Mail, type Mailer } from "../mail/mailer.ts";
import { Outbox } from "../mail/outbox.ts";
import type { Website } from "../records/partners.ts";
import type { AuditEntry, Person } from "../records/records.ts";
import { createProver } from "../websites/prove.ts";
import { Websites } from "../websites/websites.ts";
import { AccessTokens } from "./access-token.ts";
import { ApiKeys } from "./api-keys.ts";
import { Guests } from "./guests.ts";
import { Invitations } from "./invitations.ts";
import { KnownBrowsers } from "./known-browsers.ts";
import { Passkeys } from "./passkeys.ts";
import { type Asker, Sessions, type SignedIn } from "./sessions.ts";
import { SetUpLink } from "./set-up.ts";
import { SignInCodes } from "./sign-in-codes.ts";
import { SigningKeys } from "./signing-keys.ts";
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
    from: Asker & { readonly passkey?: string; readonly website?: Website | undefined },
  ): Promise<SignedIn>;
  /** To be called once a person's record or a sign-in has changed in the records; holds at once. */
  changed(change: IdentityChange): Promise<void>;
  readonly setUp: SetUpLink;
  readonly codes: SignInCodes;
  readonly sessions: Sessions;
  readonly browsers: KnownBrowsers;
  readonly websites: Websites;
  readonly apiKeys: ApiKeys;
  readonly guests: Guests;
  readonly signingKeys: SigningKeys;
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

/** What tests set otherwise. */
export interface IdentityOptions {
  readonly mailer?: Mailer;
  /** `address:port` of the name servers that websites are looked up at. */
  readonly dnsServers?: readonly string[] | undefined;
}

/** What access tokens name as their issuer where the relay has no address of its own configured. */
const ISSUER = "openlock-relay";
/** Far more than anybody waits for; a notice is never left out. */
const NOTICES_MAX = 500;

export async function createIdentity(services: Services, options: IdentityOptions = {}): Promise<Identity> {
  const { config, log, records, now } = services;
  const { mailer = createMailer(config, log), dnsServers } = options;
  const issuer = config.OPENLOCK_URL ?? ISSUER;
  const ownAudience = URL.canParse(issuer) ? new URL(issuer).origin : issuer;
  const signingKeys = new SigningKeys(services);
  await signingKeys.start();
  const tokens = new AccessTokens(signingKeys, issuer);
  const prove = createProver({ allowPrivateNetwork: config.ALLOW_PRIVATE_NETWORK, dnsServers });
  const websites = new Websites(services, mailer, prove);
  await websites.start();
  const apiKeys = new ApiKeys(services);
  await apiKeys.start();
  const standing = new Standing(services);
  await standing.start();
  const refusals = new RefusalLog(services.journal, services.log);
  const setUp = await SetUpLink.load(services, refusals);
  const codes = await SignInCodes.load(services, mailer, refusals);
  const outbox = new Outbox(services.log, NOTICES_MAX);
  const sessions = new Sessions(services, tokens, standing, ownAudience);

  return {
    setUp,
    codes,
    sessions,
    browsers: await KnownBrowsers.load(records.settings),
    websites,
    apiKeys,
    guests: new Guests(services),
    signingKeys,
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
      const { personId, familyId, audience, expiresAt } = holder;
      const website = audience === ownAudience ? undefined : await websites.usable(audience);
      if (audience !== ownAudience && !website) return "ended";
      const person = await standing.person(personId, familyId);
      if (!person) return "ended";
      const { name: label, role, doors } = person;
      return {
        actor: { kind: "person", id: personId, label },
        credential: familyId,
        ...(website ? { website: website.origin } : {}),
        personId,
        label,
        role,
        doors,
        familyId,
        expiresAt,
      };
    },

    signIn: (person, { passkey, website, ...asker }) => {
      const how = {
        ...(passkey === undefined ? {} : { passkey }),
        ...(website === undefined ? {} : { website: website.origin }),
      };
      const doing = {
        actor: { kind: "person", id: person.id, label: person.name },
        ip: asker.ip,
        action: "sign-in",
        ...(Object.keys(how).length === 0 ? {} : { detail: how }),
      } as const;
      return audited(services, doing, () => sessions.start(person, asker, website));
    },

    refuse(refusal) {
      const { actor, ip } = refusal;
      const bounded = "id" in actor ? actor.id : (ip ?? "");
      refusals.write(bounded, { ...refusal, at: now(), outcome: "refused" });
    },

    async close() {
      await codes.settled();
      await websites.stop();
      await apiKeys.stop();
      await signingKeys.stop();
      await outbox.settled();
      await standing.stop();
      mailer.close();
    },
  };
}
