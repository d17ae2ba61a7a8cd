import { createHmac, randomUUID } from "node:crypto";
import type { Language, PersonView, Session } from "@openlock/api";
import { randomBase64url } from "@openlock/protocol";
import { sha256 } from "../crypto/hash.ts";
import type { Services } from "../http/context.ts";
import type { Website } from "../records/partners.ts";
import type { Family, Person } from "../records/records.ts";
import type { AccessTokens } from "./access-token.ts";
import type { Standing } from "./standing.ts";

/** How long a refresh token is good for, if it is not used. */
export const REFRESH_TOKEN_SECONDS = 30 * 24 * 3600;
const REFRESH_TOKEN_BYTES = 32;
const USER_AGENT_MAX = 200;
/** How long the same refresh token gets the same answer again. */
const GRACE_MS = 10_000;

/** Who asks for a sign-in, or for a refresh: the same page that asks again has the same address and browser. */
export interface Asker {
  readonly ip: string;
  readonly userAgent: string;
  /** What they read, where the request says so. */
  readonly language?: Language | undefined;
}

/** A session, and the refresh token that goes with it in a cookie. */
export interface SignedIn {
  readonly session: Session;
  readonly refreshToken: string;
}

export type RefreshOutcome =
  | { readonly outcome: "refreshed"; readonly signedIn: SignedIn }
  /** The token had been rotated away: somebody has a copy, so the family has ended. */
  | { readonly outcome: "reused"; readonly person: Person | undefined }
  | { readonly outcome: "unknown" };

/** Sign-ins, each a family of refresh tokens of which only the newest is good (RFC 9700, 4.14.2). */
export class Sessions {
  readonly #services: Services;
  readonly #tokens: AccessTokens;
  readonly #standing: Standing;
  readonly #ownAudience: string;

  /** @param ownAudience what tokens for the relay's own pages name as their audience */
  constructor(services: Services, tokens: AccessTokens, standing: Standing, ownAudience: string) {
    this.#services = services;
    this.#tokens = tokens;
    this.#standing = standing;
    this.#ownAudience = ownAudience;
  }

  /** @param website where the sign-in is to be good, if not at the relay's own pages */
  async start(person: Person, asker: Asker, website?: Website): Promise<SignedIn> {
    const { records, now } = this.#services;
    const { ip, userAgent } = asker;
    const familyId = randomUUID();
    const refreshToken = randomBase64url(REFRESH_TOKEN_BYTES);
    await records.signIn.startFamily({
      id: familyId,
      personId: person.id,
      websiteId: website?.id,
      tokenHash: sha256(refreshToken),
      userAgent: userAgent.slice(0, USER_AGENT_MAX),
      ip,
      createdAt: now(),
      expiresAt: now() + REFRESH_TOKEN_SECONDS * 1000,
    });
    await this.#keepLanguage(person, asker, website);
    return this.#signedIn(person, familyId, refreshToken, website);
  }

  async refresh(refreshToken: string, asker: Asker, website?: Website): Promise<RefreshOutcome> {
    const { records, events, now } = this.#services;
    const next = await this.#next(refreshToken, asker);
    const rotation = await records.signIn.rotate({
      tokenHash: sha256(refreshToken),
      websiteId: website?.id,
      nextHash: sha256(next),
      now: now(),
      expiresAt: now() + REFRESH_TOKEN_SECONDS * 1000,
      by: { ip: asker.ip, userAgent: asker.userAgent.slice(0, USER_AGENT_MAX) },
    });
    if (rotation.outcome === "unknown") return { outcome: "unknown" };
    const { personId, familyId } = rotation;
    const person = await records.people.byId(personId);
    if (rotation.outcome === "reused") {
      await this.#standing.changed({ family: familyId });
      events.endStreamsOf(personId);
      return { outcome: "reused", person };
    }
    if (!person) return { outcome: "unknown" };
    await this.#keepLanguage(person, asker, website);
    return { outcome: "refreshed", signedIn: await this.#signedIn(person, familyId, next, website) };
  }

  /** Ends the sign-in that a refresh token belongs to. @returns whose it was, if it stood. */
  async end(refreshToken: string, website?: Website): Promise<Person | undefined> {
    const { records, events, now } = this.#services;
    const rotation = await records.signIn.rotate({
      tokenHash: sha256(refreshToken),
      websiteId: website?.id,
      // Nobody knows this one: the family could not go on even if the next step failed.
      nextHash: sha256(randomBase64url(REFRESH_TOKEN_BYTES)),
      now: now(),
      expiresAt: now() + REFRESH_TOKEN_SECONDS * 1000,
    });
    if (rotation.outcome === "unknown") return undefined;
    await records.signIn.endFamily(rotation.familyId);
    await this.#standing.changed({ family: rotation.familyId });
    events.endStreamsOf(rotation.personId);
    return records.people.byId(rotation.personId);
  }

  /** The sign-ins of somebody that stand, the last used first. */
  of(personId: string): Promise<readonly Family[]> {
    const { records, now } = this.#services;
    return records.signIn.familiesOf(personId, now());
  }

  /** Ends a sign-in of somebody's from another of theirs. @returns false where they have no such sign-in */
  async endOne(personId: string, familyId: string): Promise<boolean> {
    const { records, events } = this.#services;
    const own = await this.of(personId);
    if (!own.some(({ id }) => id === familyId)) return false;
    await records.signIn.endFamily(familyId);
    await this.#standing.changed({ family: familyId });
    // Streams do not say which sign-in they are of; those that stand open theirs anew.
    events.endStreamsOf(personId);
    return true;
  }

  /** Ends all sign-ins of somebody's but one. @returns how many that were */
  async endOthers(personId: string, kept: string): Promise<number> {
    const { records, events } = this.#services;
    const others = (await this.of(personId)).filter(({ id }) => id !== kept);
    for (const { id } of others) {
      await records.signIn.endFamily(id);
      await this.#standing.changed({ family: id });
    }
    if (others.length > 0) events.endStreamsOf(personId);
    return others.length;
  }

  /**
   * The token after this one: for {@link GRACE_MS} the same for the same asker, at whichever node. A page that is reloaded
   * while its refresh is under way never sees the answer, and two tabs may wake up at once; neither is a theft. A copy
   * that a thief uses within that time is found out at the next rotation, for then two hold the same token. What nodes
   * share is a salt, of which nobody makes a token who has not got the one before.
   */
  async #next(refreshToken: string, { ip, userAgent }: Asker): Promise<string> {
    const key = sha256(JSON.stringify([sha256(refreshToken), ip, userAgent]));
    const salt = await this.#services.hot.once(
      `refresh:${key}`,
      randomBase64url(REFRESH_TOKEN_BYTES),
      GRACE_MS,
    );
    return createHmac("sha256", refreshToken).update(salt).digest("base64url");
  }

  /** Mails are in the language that somebody last had the relay's own pages in; other websites' say nothing of it. */
  async #keepLanguage(person: Person, { language }: Asker, website?: Website): Promise<void> {
    if (website || language === undefined || language === person.language) return;
    const { records, log } = this.#services;
    // Nobody is kept out for it.
    await records.people.speaks(person.id, language).catch((error: unknown) => {
      log.warn({ err: error, person: person.id }, "the language of a person was not kept");
    });
  }

  async #signedIn(
    person: Person,
    familyId: string,
    refreshToken: string,
    website: Website | undefined,
  ): Promise<SignedIn> {
    const { token, expiresAt } = await this.#tokens.issue(
      { personId: person.id, familyId, audience: website?.origin ?? this.#ownAudience },
      this.#services.now(),
    );
    return { session: { accessToken: token, expiresAt, me: toPersonView(person) }, refreshToken };
  }
}

export function toPersonView({ id, email, name, role, doors, createdAt }: Person): PersonView {
  return {
    id,
    email,
    name,
    role,
    doors: doors.all ? { all: true } : { all: false, ids: [...doors.ids] },
    createdAt,
  };
}
