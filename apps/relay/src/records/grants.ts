import type { Selectable, Transaction } from "kysely";
import type { Database } from "./database.ts";
import type { GrantRecords, StoredGrant } from "./grant-records.ts";
import type { Schema } from "./schema.ts";

/** In the column of the person who has a grant: a guest, who is nobody that the relay knows. */
const GUEST = "";

export function grantRecords({ db, exclusive }: Database): GrantRecords {
  const byJti: GrantRecords["byJti"] = async (door, jti) => {
    const row = await db
      .selectFrom("grants")
      .selectAll()
      .where("jti", "=", jti)
      .where("door", "=", door)
      .executeTakeFirst();
    return row && toGrant(row);
  };
  return {
    byJti,

    create: (grant) =>
      exclusive([`grant:${grant.jti}`], async (trx) =>
        (await insertGrant(trx, grant)) ? "done" : "jti-taken",
      ),

    async list({ door, doors, personId, kid, guests, usableAt, revokingAt, before, limit }) {
      if (doors && !doors.all && doors.ids.length === 0) return [];
      let query = db.selectFrom("grants").selectAll().orderBy("seq", "desc").limit(limit);
      if (door !== undefined) query = query.where("door", "=", door);
      if (doors && !doors.all) query = query.where("door", "in", doors.ids);
      if (personId !== undefined) query = query.where("person_id", "=", personId);
      if (kid !== undefined) query = query.where("kid", "=", kid);
      if (guests) query = query.where("person_id", "=", GUEST);
      if (usableAt !== undefined)
        query = query.where("exp", ">", usableAt).where("revocation_asked_at", "is", null);
      if (revokingAt !== undefined) {
        query = query
          .where("exp", ">", revokingAt)
          .where("revocation_asked_at", "is not", null)
          .where("revocation_confirmed_at", "is", null);
      }
      if (before !== undefined) query = query.where("seq", "<", before);
      return (await query.execute()).map(toGrant);
    },

    async askRevocation(door, jti, { at, by }) {
      await db
        .updateTable("grants")
        .set({ revocation_asked_at: at, revocation_asked_by: by })
        .where("jti", "=", jti)
        .where("door", "=", door)
        .where("revocation_asked_at", "is", null)
        .execute();
      return byJti(door, jti);
    },

    async confirmRevocation(door, jti, { at, command }) {
      await db
        .updateTable("grants")
        .set({ revocation_confirmed_at: at, revocation_command: command })
        .where("jti", "=", jti)
        .where("door", "=", door)
        .where("revocation_asked_at", "is not", null)
        .where("revocation_confirmed_at", "is", null)
        .execute();
      const grant = await byJti(door, jti);
      return grant?.revocation ? grant : undefined;
    },

    async standing(personId, door, seconds) {
      const grants = db
        .selectFrom("grants")
        .select("seq")
        .where("person_id", "=", personId)
        .where("door", "=", door)
        .limit(1);
      const usable = await grants
        .where("exp", ">", seconds)
        .where("revocation_asked_at", "is", null)
        .executeTakeFirst();
      if (usable) return "usable";
      return (await grants.executeTakeFirst()) ? "over" : "none";
    },
  };
}

/**
 * Under the lock `grant:<jti>`.
 *
 * @returns false where its `jti` is taken
 */
export async function insertGrant(
  trx: Transaction<Schema>,
  grant: Parameters<GrantRecords["create"]>[0],
): Promise<boolean> {
  const { jti, door, kid, ownerKid, personId, personLabel, jws, nbf, exp, at, approvedBy } = grant;
  const taken = await trx.selectFrom("grants").select("seq").where("jti", "=", jti).executeTakeFirst();
  if (taken) return false;
  await trx
    .insertInto("grants")
    .values({
      ...{ jti, door, kid, owner_kid: ownerKid, person_id: personId ?? GUEST, person_label: personLabel },
      ...{ jws, nbf, exp, at, approved_by: approvedBy },
    })
    .execute();
  return true;
}

function toGrant(row: Selectable<Schema["grants"]>): StoredGrant {
  return {
    seq: row.seq,
    jti: row.jti,
    door: row.door,
    kid: row.kid,
    ownerKid: row.owner_kid,
    ...(row.person_id === GUEST ? {} : { personId: row.person_id }),
    personLabel: row.person_label,
    jws: row.jws,
    nbf: row.nbf,
    exp: row.exp,
    at: row.at,
    approvedBy: row.approved_by,
    ...(row.revocation_asked_at === null
      ? {}
      : {
          revocation: {
            askedAt: row.revocation_asked_at,
            askedBy: row.revocation_asked_by ?? "",
            ...(row.revocation_confirmed_at === null ? {} : { confirmedAt: row.revocation_confirmed_at }),
            ...(row.revocation_command === null ? {} : { command: row.revocation_command }),
          },
        }),
  };
}
