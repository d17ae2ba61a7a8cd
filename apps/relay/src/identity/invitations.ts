import type { InvitationOffer, InvitationView, NewInvitation } from "@openlock/api";
import { randomBase64url } from "@openlock/protocol";
import { sha256 } from "../crypto/hash.ts";
import type { Services } from "../http/context.ts";
import { ProblemError } from "../http/problem.ts";
import { invitationMail } from "../mail/invitation-mail.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Invitation, InvitationEnd } from "../records/invitations.ts";
import type { Person } from "../records/records.ts";
import { whyNotGive } from "./manage-people.ts";

export const INVITATION_DAYS = 7;
const TOKEN_BYTES = 32;

/** Asking people to join by mail. Who may ask whom was decided before. */
export class Invitations {
  readonly #services: Services;
  readonly #mailer: Mailer;

  constructor(services: Services, mailer: Mailer) {
    this.#services = services;
    this.#mailer = mailer;
  }

  /**
   * Makes it and mails it.
   *
   * @throws {ProblemError} `conflict`, `door-unknown`, `mail-failed`: then there is none
   */
  async create({ email, role, doors }: NewInvitation, by: Person, siteUrl: string): Promise<InvitationView> {
    const { records, now } = this.#services;
    if (await records.people.byEmail(email)) {
      throw new ProblemError("conflict", "Somebody with this address is here already.");
    }
    await this.#requireDoors(doors);
    const token = randomBase64url(TOKEN_BYTES);
    const at = now();
    const made = await records.invitations.create({
      email,
      role,
      doors,
      tokenHash: sha256(token),
      invitedBy: by.id,
      sentAt: at,
      expiresAt: at + INVITATION_DAYS * 24 * 3600_000,
    });
    if (!made) {
      throw new ProblemError(
        "conflict",
        "This address has an invitation already. Send that one again, or withdraw it first.",
      );
    }
    try {
      await this.#mail(made, by, token, siteUrl);
    } catch (error) {
      await records.invitations.remove(made.id);
      throw error;
    }
    return this.#view(made, by);
  }

  /**
   * Mails it once more, with a new link and seven more days; the link before is void.
   *
   * @throws {ProblemError} `not-found`, `door-unknown`, `mail-failed`: then there is no link that is good
   */
  async send(id: string, by: Person, siteUrl: string): Promise<InvitationView> {
    const { records, now } = this.#services;
    await this.#requireDoors((await this.find(id)).doors);
    const token = randomBase64url(TOKEN_BYTES);
    const at = now();
    const renewed = await records.invitations.renew(id, {
      tokenHash: sha256(token),
      invitedBy: by.id,
      sentAt: at,
      expiresAt: at + INVITATION_DAYS * 24 * 3600_000,
    });
    if (!renewed) throw noInvitation();
    await this.#mail(renewed, by, token, siteUrl);
    return this.#view(renewed, by);
  }

  /** @throws {ProblemError} `not-found` */
  async find(id: string): Promise<Invitation> {
    const invitation = await this.#services.records.invitations.byId(id);
    if (!invitation) throw noInvitation();
    return invitation;
  }

  /** @throws {ProblemError} `not-found` */
  async withdraw(id: string): Promise<void> {
    if (!(await this.#services.records.invitations.withdraw(id))) throw noInvitation();
  }

  async list(): Promise<readonly InvitationView[]> {
    const { records } = this.#services;
    const [invitations, people, doors] = await Promise.all([
      records.invitations.list(),
      records.people.list(),
      records.doors.list(),
    ]);
    const byId = new Map(people.map((person) => [person.id, person]));
    const known = new Set(doors.map(({ id }) => id));
    return invitations.map((invitation) => this.#view(invitation, byId.get(invitation.invitedBy), known));
  }

  /**
   * What a link offers.
   *
   * @throws {ProblemError} `invitation-unknown`, `invitation-withdrawn`, `invitation-expired`, `invitation-used`,
   *   `invitation-void`
   */
  async offer(token: string): Promise<InvitationOffer> {
    const { records, now } = this.#services;
    const invitation = await records.invitations.find(sha256(token), now());
    if (typeof invitation === "string") throw ended(invitation);
    const { email, role, expiresAt } = invitation;
    const inviter = await records.people.byId(invitation.invitedBy);
    const doors = new Set((await records.doors.list()).map(({ id }) => id));
    if (!inviter || this.#view(invitation, inviter, doors).state !== "open") throw ended("void");
    return { email, role, expiresAt, invitedBy: inviter.name };
  }

  /**
   * Makes the person.
   *
   * @throws {ProblemError} as `offer`, and `conflict`
   */
  async accept(token: string, name: string): Promise<Person> {
    const { records, now } = this.#services;
    const answer = await records.invitations.accept({
      tokenHash: sha256(token),
      name,
      now: now(),
      mayGive: (inviter, invitation) => whyNotGive(inviter, invitation) === undefined,
    });
    if (answer.outcome === "accepted") return answer.person;
    if (answer.outcome === "address-taken") {
      throw new ProblemError("conflict", "Somebody with this address is here already. Sign in instead.");
    }
    throw ended(answer.outcome);
  }

  async #mail(invitation: Invitation, by: Person, token: string, siteUrl: string): Promise<void> {
    const { email } = invitation;
    try {
      await this.#mailer.send({
        to: { name: email, address: email },
        ...invitationMail(by.language, {
          invitedBy: by.name,
          link: `${siteUrl}/invitation#token=${token}`,
          days: INVITATION_DAYS,
        }),
      });
    } catch (cause) {
      throw new ProblemError(
        "mail-failed",
        "The mail could not be sent. Try again; if it stays so, look at the relay's mail settings.",
        { cause },
      );
    }
  }

  async #requireDoors(doors: NewInvitation["doors"] | Invitation["doors"]): Promise<void> {
    if (doors.all) return;
    const known = new Set((await this.#services.records.doors.list()).map(({ id }) => id));
    if (doors.ids.every((id) => known.has(id))) return;
    throw new ProblemError("door-unknown", "A door of this invitation is not there. Choose the doors anew.");
  }

  #view(invitation: Invitation, inviter: Person | undefined, doors?: ReadonlySet<string>): InvitationView {
    const { id, email, role, sentAt, expiresAt } = invitation;
    const mayStill =
      inviter !== undefined &&
      whyNotGive(inviter, invitation) === undefined &&
      (doors === undefined || invitation.doors.all || invitation.doors.ids.every((door) => doors.has(door)));
    return {
      id,
      email,
      role,
      doors: invitation.doors.all ? { all: true } : { all: false, ids: [...invitation.doors.ids] },
      ...(inviter === undefined ? {} : { invitedBy: inviter.name }),
      sentAt,
      expiresAt,
      state: expiresAt <= this.#services.now() ? "expired" : mayStill ? "open" : "void",
    };
  }
}

function noInvitation(): ProblemError {
  return new ProblemError("not-found", "This invitation was accepted or withdrawn meanwhile.");
}

function ended(why: InvitationEnd | "void"): ProblemError {
  switch (why) {
    case "unknown":
      return new ProblemError(
        "invitation-unknown",
        "This link leads nowhere. Open the whole link of the newest mail; an older one is void once it was sent again.",
      );
    case "withdrawn":
      return new ProblemError(
        "invitation-withdrawn",
        "This invitation was withdrawn. Ask whoever invited you, if you think that is a mistake.",
      );
    case "expired":
      return new ProblemError(
        "invitation-expired",
        `This invitation was good for ${INVITATION_DAYS} days. Ask whoever invited you to send it again.`,
      );
    case "used":
      return new ProblemError("invitation-used", "This invitation has been accepted. Sign in instead.");
    case "void":
      return new ProblemError(
        "invitation-void",
        "Whoever sent this invitation may not give it any more, or a door of it is gone. Ask an owner to invite you.",
      );
  }
}
