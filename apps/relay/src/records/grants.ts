import type { Selectable } from "kysely";
import type { Database } from "./database.ts";
import type { GrantRecords, StoredGrant } from "./grant-records.ts";
import type { Schema } from "./schema.ts";

export function grantRecords({ db }: Database): GrantRecords {
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

    async list({ door, personId, kid, usableAt, before, limit }) {
      let query = db.selectFrom("grants").selectAll().orderBy("seq", "desc").limit(limit);
      if (door !== undefined) query = query.where("door", "=", door);
      if (personId !== undefined) query = query.where("person_id", "=", personId);
      if (kid !== undefined) query = query.where("kid", "=", kid);
      if (usableAt !== undefined)
        query = query.where("exp", ">", usableAt).where("revocation_asked_at", "is", null);
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

function toGrant(row: Selectable<Schema["grants"]>): StoredGrant {
  return {
    seq: row.seq,
    jti: row.jti,
    door: row.door,
    kid: row.kid,
    ownerKid: row.owner_kid,
    personId: row.person_id,
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
