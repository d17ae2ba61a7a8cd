import { RefusalLog } from "../admission/refusals.ts";
import { audited } from "../http/audited.ts";
import type { Caller, Services } from "../http/context.ts";
import { createMailer, type Mailer } from "../mail/mailer.ts";
import type { Website } from "../records/partners.ts";
import type { AuditEntry, Person } from "../records/records.ts";
import { createProver } from "../websites/prove.ts";
import { Websites } from "../websites/websites.ts";
import { AccessTokens } from "./access-token.ts";
import { ApiKeys } from "./api-keys.ts";
import { KnownBrowsers } from "./known-browsers.ts";
import { Sessions, type SignedIn } from "./sessions.ts";
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
  /** Starts a sign-in for somebody who has proven who they are. */
  signIn(
    person: Person,
    from: { readonly ip: string; readonly userAgent: string; readonly website?: Website | undefined },
  ): Promise<SignedIn>;
  /** To be called once a person's record or a sign-in has changed in the records; holds at once. */
  changed(change: IdentityChange): Promise<void>;
  readonly setUp: SetUpLink;
  readonly codes: SignInCodes;
  readonly sessions: Sessions;
  readonly browsers: KnownBrowsers;
  readonly websites: Websites;
  readonly apiKeys: ApiKeys;
  readonly signingKeys: SigningKeys;
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
  const sessions = new Sessions(services, tokens, standing, ownAudience);

  return {
    setUp,
    codes,
    sessions,
    browsers: await KnownBrowsers.load(records.settings),
    websites,
    apiKeys,
    signingKeys,
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

    signIn: (person, { ip, userAgent, website }) =>
      audited(
        services,
        {
          actor: { kind: "person", id: person.id, label: person.name },
          ip,
          action: "sign-in",
          ...(website ? { detail: { website: website.origin } } : {}),
        },
        () => sessions.start(person, userAgent, website),
      ),

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
      await standing.stop();
      mailer.close();
    },
  };
}
