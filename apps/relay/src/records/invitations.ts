import { randomUUID } from "node:crypto";
import { Role } from "@openlock/api";
import type { Selectable, Transaction } from "kysely";
import { z } from "zod";
import type { Database } from "./database.ts";
import { insertPerson, OWNERS, personIn, scopeColumns, toScope } from "./people.ts";
import type { DoorScope, Person } from "./records.ts";
import type { Schema } from "./schema.ts";

/** Somebody is asked to join: with which role, at which doors, and by whom. */
export interface Invitation {
  readonly id: string;
  /** Lower-case. */
  readonly email: string;
  readonly role: Role;
  readonly doors: DoorScope;
  /** The person who sent it last; they may be gone. */
  readonly invitedBy: string;
  readonly sentAt: number;
  readonly expiresAt: number;
}

export type NewInvitation = Omit<Invitation, "id"> & { readonly tokenHash: string };

/** Why a link leads nowhere any more. */
export type InvitationEnd = "unknown" | "withdrawn" | "expired" | "used";

export interface InvitationRecords {
  /** @returns undefined where one for the address is open; one that has expired is replaced. */
  create(invitation: NewInvitation): Promise<Invitation | undefined>;
  byId(id: string): Promise<Invitation | undefined>;
  /** Those that nobody has accepted or withdrawn, expired ones too; newest first. */
  list(): Promise<readonly Invitation[]>;
  /** A new link, by whoever sends it now; the one before is void. */
  renew(
    id: string,
    sent: Pick<NewInvitation, "tokenHash" | "invitedBy" | "sentAt" | "expiresAt">,
  ): Promise<Invitation | undefined>;
  withdraw(id: string): Promise<boolean>;
  /** Forgets one that was made and not mailed. */
  remove(id: string): Promise<void>;
  find(tokenHash: string, now: number): Promise<Invitation | InvitationEnd>;
  /**
   * Uses an invitation up and makes the person, atomically, also against changes of whoever sent it: `mayGive` is asked
   * about them as they are now.
   */
  accept(acceptance: {
    readonly tokenHash: string;
    readonly name: string;
    readonly now: number;
    readonly mayGive: (inviter: Person, invitation: Invitation) => boolean;
  }): Promise<
    | { readonly outcome: "accepted"; readonly person: Person }
    | { readonly outcome: InvitationEnd | "void" | "address-taken" }
  >;
}

const DAY_MS = 24 * 3600_000;
/** For this long a link that is over says why. */
const KEPT_MS = 90 * DAY_MS;

const Ended = z.enum(["withdrawn", "expired", "used"]);

type Row = Selectable<Schema["invitations"]>;

export function invitationRecords({ db, exclusive }: Database): InvitationRecords {
  return {
    create: (invitation) =>
      exclusive([`invitation:${invitation.email}`], async (trx) => {
        const { email, sentAt } = invitation;
        const open = trx.selectFrom("invitations").select("id").where("email", "=", email);
        const standing = await open
          .where("state", "=", "open")
          .where("expires_at", ">", sentAt)
          .executeTakeFirst();
        if (standing) return undefined;
        await trx
          .updateTable("invitations")
          .set({ state: "expired" })
          .where("email", "=", email)
          .where("state", "=", "open")
          .execute();
        await trx
          .deleteFrom("invitations")
          .where("expires_at", "<", sentAt - KEPT_MS)
          .execute();
        const row = toRow(invitation);
        await trx.insertInto("invitations").values(row).execute();
        return toInvitation(row);
      }),

    async byId(id) {
      const row = await db
        .selectFrom("invitations")
        .selectAll()
        .where("id", "=", id)
        .where("state", "=", "open")
        .executeTakeFirst();
      return row && toInvitation(row);
    },

    async list() {
      const rows = await db
        .selectFrom("invitations")
        .selectAll()
        .where("state", "=", "open")
        .orderBy("sent_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map(toInvitation);
    },

    async renew(id, { tokenHash, invitedBy, sentAt, expiresAt }) {
      const row = await db
        .updateTable("invitations")
        .set({ token_hash: tokenHash, invited_by: invitedBy, sent_at: sentAt, expires_at: expiresAt })
        .where("id", "=", id)
        .where("state", "=", "open")
        .returningAll()
        .executeTakeFirst();
      return row && toInvitation(row);
    },

    async withdraw(id) {
      const { numUpdatedRows } = await db
        .updateTable("invitations")
        .set({ state: "withdrawn" })
        .where("id", "=", id)
        .where("state", "=", "open")
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async remove(id) {
      await db.deleteFrom("invitations").where("id", "=", id).execute();
    },

    async find(tokenHash, now) {
      const row = await db
        .selectFrom("invitations")
        .selectAll()
        .where("token_hash", "=", tokenHash)
        .executeTakeFirst();
      if (!row) return "unknown";
      return endOf(row, now) ?? toInvitation(row);
    },

    accept: ({ tokenHash, name, now, mayGive }) =>
      // With everything else that changes who may give what.
      exclusive([OWNERS], async (trx) => {
        // Locks the row on PostgreSQL: a withdrawal that comes now waits, and then finds it used.
        const row = await trx
          .updateTable("invitations")
          .set((eb) => ({ token_hash: eb.ref("token_hash") }))
          .where("token_hash", "=", tokenHash)
          .returningAll()
          .executeTakeFirst();
        if (!row) return { outcome: "unknown" };
        const end = endOf(row, now);
        if (end) return { outcome: end };
        const invitation = toInvitation(row);
        const inviter = await personIn(trx, invitation.invitedBy);
        if (!inviter || !mayGive(inviter, invitation) || !(await doorsStand(trx, invitation.doors))) {
          return { outcome: "void" };
        }
        const { email, role, doors } = invitation;
        const person = await insertPerson(trx, { email, name, role, doors, at: now });
        if (!person) return { outcome: "address-taken" };
        await trx.updateTable("invitations").set({ state: "used" }).where("id", "=", row.id).execute();
        return { outcome: "accepted", person };
      }),
  };
}

function endOf({ state, expires_at: expiresAt }: Row, now: number): InvitationEnd | undefined {
  const ended = Ended.safeParse(state);
  if (ended.success) return ended.data;
  return expiresAt > now ? undefined : "expired";
}

async function doorsStand(trx: Transaction<Schema>, doors: DoorScope): Promise<boolean> {
  if (doors.all || doors.ids.length === 0) return true;
  const found = await trx.selectFrom("doors").select("id").where("id", "in", doors.ids).execute();
  return found.length === new Set(doors.ids).size;
}

function toRow(invitation: NewInvitation): Row {
  return {
    id: randomUUID(),
    token_hash: invitation.tokenHash,
    email: invitation.email,
    role: invitation.role,
    ...scopeColumns(invitation.doors),
    invited_by: invitation.invitedBy,
    sent_at: invitation.sentAt,
    expires_at: invitation.expiresAt,
    state: "open",
  };
}

function toInvitation(row: Row): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: Role.parse(row.role),
    doors: toScope(row),
    invitedBy: row.invited_by,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
  };
}
